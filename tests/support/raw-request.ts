/** A request whose Host can be any, which fetch does not allow. */
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly body: string;
}

export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** @param url Where to connect; the Host header is the one given, or the URL's. */
export function ask(url: string, { method = 'GET', headers = {}, body }: RawRequest = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const asked = request(url, { method, headers: { ...length, ...headers }, agent: false }, (response) => {
      const { statusCode, headers: answered } = response;
      buffer(response).then(
        (bytes) => resolve({ status: statusCode!, headers: answered, bytes, body: bytes.toString() }),
        reject,
      );
    });
    asked.on('error', reject).end(body);
  });
}
