import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Plan, ReceivedRequest } from './plan.ts';

/** How one provider puts things on the wire. */
export interface Protocol {
  /** Answers what is not a completion, or what is wrong with a request; false means that the plan decides. */
  readonly before: (request: ReceivedRequest, response: ServerResponse) => boolean;
  readonly contentType: (request: ReceivedRequest) => string;
  /** The pieces of a whole answer, each as it is written. */
  readonly pieces: (plan: Extract<Plan, { kind: 'answer' }>, request: ReceivedRequest) => string[];
  /** The pieces that come before an answer breaks off. */
  readonly beginning: (text: string, request: ReceivedRequest) => string[];
  readonly errorBody: (status: number, message: string) => string;
  readonly errorInStream: (message: string) => string;
  readonly garbled: string;
}

export interface ModelServer {
  readonly url: string;
  readonly requests: ReceivedRequest[];
  /** What happens to the coming requests, in order; after that each gets a plain answer. */
  readonly plans: Plan[];
  close: () => Promise<void>;
}

/** Starts a server on the loopback address that speaks a provider's protocol. */
export async function startModelServer(protocol: Protocol): Promise<ModelServer> {
  const requests: ReceivedRequest[] = [];
  const plans: Plan[] = [];
  const server = createServer((incoming, response) => {
    void serve(incoming, response);
  });
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await receive(incoming);
    if (protocol.before(request, response)) return;
    requests.push(request);
    await perform(protocol, plans.shift() ?? { kind: 'answer' }, request, response);
  };
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    plans,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  let text = '';
  for await (const chunk of incoming) text += String(chunk);
  const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  return { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, body };
}

async function perform(
  protocol: Protocol,
  plan: Plan,
  request: ReceivedRequest,
  response: ServerResponse,
): Promise<void> {
  const open = (): void => {
    response.writeHead(200, { 'content-type': protocol.contentType(request) });
    response.flushHeaders();
  };
  const write = (pieces: readonly string[]): void => pieces.forEach((piece) => response.write(piece));
  switch (plan.kind) {
    case 'answer':
      open();
      write(protocol.pieces(plan, request));
      response.end();
      return;
    case 'status':
      response.writeHead(plan.status, {
        'content-type': 'application/json',
        ...(plan.retryAfter !== undefined && { 'retry-after': plan.retryAfter }),
      });
      response.end(protocol.errorBody(plan.status, plan.message));
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'no_headers':
      return;
    case 'headers_then_silence':
      open();
      return;
    case 'cut':
      open();
      write(protocol.beginning(plan.text, request));
      response.end();
      return;
    case 'broken_off':
      open();
      write(protocol.beginning(plan.text, request));
      // What was written must be on its way before the socket is gone.
      await pause(20);
      response.socket?.destroy();
      return;
    case 'error_in_stream':
      open();
      write([...protocol.beginning(plan.text, request), protocol.errorInStream(plan.message)]);
      response.end();
      return;
    case 'stall':
      open();
      write(protocol.beginning(plan.text, request));
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html><h1>Sign in</h1></html>');
      return;
    case 'byte_by_byte':
      open();
      for (const byte of Buffer.from(protocol.pieces({ kind: 'answer', text: plan.text }, request).join(''))) {
        response.write(Buffer.from([byte]));
        await pause(0);
      }
      response.end();
      return;
    case 'garbled':
      open();
      write([...protocol.beginning(plan.text, request), protocol.garbled]);
      response.end();
      return;
    case 'flood':
      open();
      for (let count = 0; count < 10 && !response.destroyed; count += 1)
        write(protocol.beginning('x'.repeat(1024 * 1024), request).slice(-1));
      response.end();
  }
}
