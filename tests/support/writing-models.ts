/** Local providers that write posts as bots ask for them, and can be made to misbehave. */
import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { anthropicKey, anthropicModel, startAnthropicServer } from './model-servers/anthropic-server.ts';
import type { ModelServer } from './model-servers/model-server.ts';
import { ollamaModel, startOllamaServer } from './model-servers/ollama-server.ts';
import type { Plan, ReceivedRequest } from './model-servers/plan.ts';

export const onOllama = { provider: 'ollama', name: ollamaModel } as const;
export const onAnthropic = { provider: 'anthropic', name: anthropicModel } as const;

export interface WritingModel extends ModelServer {
  /** What a server needs to find it. */
  readonly environment: Record<string, string>;
  /** Sends every request the same way from now on; null lets it write again. */
  always: (plan: Plan | null) => void;
}

export async function startWritingOllama(): Promise<WritingModel> {
  const server = await startOllamaServer();
  return writing(server, { OLLAMA_HOST: server.url });
}

export async function startWritingAnthropic(): Promise<WritingModel> {
  const server = await startAnthropicServer();
  return writing(server, { CLAQUE_ANTHROPIC_URL: server.url, ANTHROPIC_API_KEY: anthropicKey });
}

/** Planned answers come first; after them each request gets the post that it asks for. */
function writing(server: ModelServer, environment: Record<string, string>): WritingModel {
  onTestFinished(() => server.close());
  let usual: Plan | null = null;
  const planned = server.plans.shift.bind(server.plans);
  server.plans.shift = () => planned() ?? usual ?? postFor(server.requests.at(-1)!, server.requests.length);
  return Object.assign(server, { environment, always: (plan: Plan | null) => void (usual = plan) });
}

function postFor({ body }: ReceivedRequest, number: number): Plan {
  const asked = JSON.stringify(body);
  const text = `Answer number ${number}, in words of my own.`;
  const isThread = asked.includes('Open a new thread');
  if (!isThread && !asked.includes('Answer the post by')) return { kind: 'answer', text };
  return {
    kind: 'answer',
    text: JSON.stringify({ ...(isThread && { title: `Title ${number}` }), text, remember: [] }),
  };
}

/** What a request says to the model, its stable part and its messages, as one text. */
export const saidTo = ({ body }: ReceivedRequest): string => JSON.stringify([body['system'] ?? '', body['messages']]);

export interface Door {
  readonly url: string;
  /** How many connections have asked something. */
  readonly askedCount: number;
  open: () => void;
}

/** A way to a server on which answers are held back until it is opened. */
export async function startDoor({ url }: { url: string }): Promise<Door> {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const sockets = new Set<Socket>();
  let askedCount = 0;
  const door = createServer((outer) => {
    const inner = connect(Number(new URL(url).port), '127.0.0.1');
    for (const socket of [outer, inner]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => [outer, inner].forEach((end) => end.destroy()));
    }
    outer.once('data', () => (askedCount += 1));
    outer.pipe(inner);
    void opened.then(() => inner.pipe(outer));
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    door.close();
  });
  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    get askedCount() {
      return askedCount;
    },
    open,
  };
}
