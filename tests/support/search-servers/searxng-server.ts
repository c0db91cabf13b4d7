/** A SearXNG instance on the loopback address that answers, or misbehaves on command. */
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SearxngPlan =
  | { readonly kind: 'answer'; readonly results: readonly unknown[] }
  | { readonly kind: 'body'; readonly status?: number; readonly contentType?: string; readonly text: string }
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: number }
  /** Sends on to itself, whatever comes. */
  | { readonly kind: 'redirect_for_ever' }
  /** Sends this many bytes of JSON. */
  | { readonly kind: 'flood'; readonly byteCount: number }
  /** Sends a byte every ten milliseconds and never ends. */
  | { readonly kind: 'drip' }
  /** Takes the request and never says anything. */
  | { readonly kind: 'silence' }
  /** Closes the connection in the middle of its answer. */
  | { readonly kind: 'broken_off' };

export interface SearxngRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface SearxngServer {
  readonly url: string;
  readonly port: number;
  readonly requests: SearxngRequest[];
  /** What happens to the coming requests, in order; after that each gets two results. */
  readonly plans: SearxngPlan[];
  close: () => Promise<void>;
}

export const page = (changes: Record<string, unknown> = {}) => ({
  url: 'https://pages.example/polls',
  title: 'Polls in a live session',
  content: 'A poll wakes an audience up. Ask one thing at a time.',
  engine: 'example',
  ...changes,
});

const usualResults = [page(), page({ url: 'https://other.example/polls', title: 'How often to poll' })];

export async function startSearxngServer(): Promise<SearxngServer> {
  const requests: SearxngRequest[] = [];
  const plans: SearxngPlan[] = [];
  const server = createServer((incoming, response) => {
    requests.push({ url: new URL(incoming.url ?? '/', 'http://instance'), headers: incoming.headers });
    perform(plans.shift() ?? { kind: 'answer', results: usualResults }, response, plans);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    plans,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function perform(plan: SearxngPlan, response: ServerResponse, plans: SearxngPlan[]): void {
  const json = { 'content-type': 'application/json', 'set-cookie': 'visitor=1; Path=/' };
  switch (plan.kind) {
    case 'answer':
      response.writeHead(200, json).end(JSON.stringify({ query: 'polls', results: plan.results, suggestions: [] }));
      return;
    case 'body':
      response.writeHead(plan.status ?? 200, { 'content-type': plan.contentType ?? 'application/json' }).end(plan.text);
      return;
    case 'redirect':
      response.writeHead(plan.status ?? 302, { location: plan.to, 'set-cookie': 'visitor=1; Path=/' }).end();
      return;
    case 'redirect_for_ever':
      plans.push(plan);
      response.writeHead(302, { location: '/search?again' }).end();
      return;
    case 'flood':
      response.writeHead(200, json);
      for (let sent = 0; sent < plan.byteCount && !response.destroyed; sent += 65_536)
        response.write(' '.repeat(65_536));
      response.end('{"results":[]}');
      return;
    case 'drip':
      drip(response.writeHead(200, json));
      return;
    case 'silence':
      return;
    case 'broken_off':
      response.writeHead(200, json).write('{"results":[', () => response.destroy());
  }
}

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write(' '), 10);
  response.on('close', () => clearInterval(timer));
}
