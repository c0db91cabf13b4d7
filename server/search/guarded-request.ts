/** One HTTP request, to an address that was judged before the connection is made to that very address. */
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { SearchFailureCode } from './failures.ts';
import { hostOf } from './public-url.ts';

/** All addresses of a name. A port: tests name the addresses, as a hostile name server would. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** Asks the operating system, so that its hosts file counts too. */
export const systemResolve: Resolve = async (host) => {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
};

/** What this room itself refuses on the way; all else that goes wrong is an error of Node’s. */
export class FetchRefused extends Error {
  override readonly name = 'FetchRefused';
  readonly code: SearchFailureCode;

  constructor(code: SearchFailureCode) {
    super(code);
    this.code = code;
  }
}

export interface HopOptions {
  readonly accept: string;
  readonly resolve: Resolve;
  /** Whether a connection to this address may be made. */
  readonly isAllowed: (address: string) => boolean;
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  /** Where a redirect points, as it is written; null for any other answer. */
  readonly location: string | null;
  readonly body: string;
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Sends one GET without cookies on a connection of its own and follows nothing.
 *
 * @throws {FetchRefused} forbidden_address, too_large.
 * @throws {Error} What Node says of a name, a connection or an aborted signal.
 */
export async function requestOnce(url: URL, options: HopOptions): Promise<HttpAnswer> {
  const response = await send(url, await judgedAddresses(hostOf(url), options), options);
  const status = response.statusCode ?? 0;
  const { 'content-type': contentType = '', location } = response.headers;
  if (location !== undefined && redirects.has(status)) {
    response.destroy();
    return { status, contentType, location, body: '' };
  }
  return { status, contentType, location: null, body: await readBody(response, options.mostBytes) };
}

/** Every address of a host; a literal one is its own. One that is not allowed speaks against all. */
async function judgedAddresses(host: string, { resolve, isAllowed, signal }: HopOptions): Promise<LookupAddress[]> {
  const addresses = isIP(host) === 0 ? await unlessAborted(resolve(host), signal) : [host];
  if (addresses.length === 0) throw Object.assign(new Error('The name has no address.'), { code: 'ENOTFOUND' });
  if (!addresses.every(isAllowed)) throw new FetchRefused('forbidden_address');
  return addresses.map((address) => ({ address, family: isIP(address) }));
}

/** A resolver cannot be stopped, but it can be left behind. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work, aborted]);
}

function send(url: URL, addresses: LookupAddress[], options: HopOptions): Promise<IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        // No shared agent: it could hand out a connection that another judgement opened, or go through a proxy.
        agent: false,
        lookup: answering(addresses),
        signal: options.signal,
        headers: {
          accept: options.accept,
          'accept-encoding': 'identity',
          'accept-language': 'en',
          'user-agent': 'Claque',
        },
      },
      resolve,
    );
    call.on('error', reject);
    call.end();
  });
}

/** In place of a second lookup: a name cannot point elsewhere between the judgement and the connection. */
function answering(addresses: LookupAddress[]): LookupFunction {
  const [{ address, family }] = addresses as [LookupAddress];
  return (_host, { all }, callback) => (all ? callback(null, addresses) : callback(null, address, family));
}

async function readBody(response: IncomingMessage, mostBytes: number): Promise<string> {
  const pieces: Buffer[] = [];
  let byteCount = 0;
  // Leaving the loop early destroys the response and its connection.
  for await (const piece of response as AsyncIterable<Buffer>) {
    byteCount += piece.byteLength;
    if (byteCount > mostBytes) throw new FetchRefused('too_large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
