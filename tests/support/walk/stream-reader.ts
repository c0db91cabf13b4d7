/** A client of the stream that knows nothing but /asyncapi.json, and judges by it what it is told (PL-10). */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Schema, Schemas } from './api.ts';
import { schemaJudge } from './schema-judge.ts';

interface Document {
  readonly channels: { readonly activity: { readonly address: string } };
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly title: string; readonly payload: Schema }>>;
    readonly schemas: Schemas;
  };
}

interface Told {
  readonly type: string;
  readonly activity?: { readonly type: string; readonly payload: Readonly<Record<string, unknown>> };
}

/** Topics that are there from the start; the others have the id of something that they tell of. */
const topics = ['sessions', 'community', 'executions', 'questions', 'outreach', 'coach', 'notifications'];

export class StreamReader {
  readonly #document: Document;
  readonly #socket: WebSocket;
  readonly #messages: Told[] = [];
  readonly #followed = new Set<string>();

  private constructor(document: Document, socket: WebSocket) {
    this.#document = document;
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.#hear(JSON.parse(data.toString()) as Told & { sessionId?: string }));
  }

  static async connect(server: { readonly url: string }, headers: Record<string, string>): Promise<StreamReader> {
    const document = (await (await fetch(`${server.url}/asyncapi.json`)).json()) as Document;
    const address = server.url.replace('http', 'ws') + document.channels.activity.address;
    const socket = new WebSocket(address, { headers });
    const reader = new StreamReader(document, socket);
    await once(socket, 'open');
    for (const topic of topics) reader.#say({ type: 'subscribe', topic });
    for (const message of [{ type: 'ping' }, { type: 'unsubscribe', topic: 'session:none' }, { type: 'what?' }])
      reader.#say(message);
    return reader;
  }

  /** What the document has against what was told, and what it was that was told. */
  judged(): { readonly faults: readonly string[]; readonly types: readonly string[] } {
    const { messages, schemas } = this.#document.components;
    const judge = schemaJudge(schemas);
    const received = Object.entries(messages).filter(([name]) => name.startsWith('Receive'));
    const faults = this.#messages.flatMap((told) => {
      const named = received.find(([, { title }]) => title === told.type);
      return named
        ? judge(named[1].payload, told).map((fault) => `${told.activity?.type ?? told.type}: ${fault}`)
        : [told.type];
    });
    const types = this.#messages.map(({ type, activity }) => activity?.type ?? type);
    return { faults: [...new Set(faults)], types: [...new Set(types)].sort() };
  }

  close(): void {
    this.#socket.terminate();
  }

  #hear(told: Told & { readonly activity?: { readonly sessionId?: string | null } }): void {
    this.#messages.push(told);
    const { type, sessionId, payload } = told.activity ?? {};
    if (type === 'session.created') this.#follow(`session:${sessionId}`);
    if (type === 'task.created') this.#follow(`task:${(payload!['task'] as { id: string }).id}`);
  }

  /** From its beginning, which tells of it once more. */
  #follow(topic: string): void {
    if (this.#followed.has(topic)) return;
    this.#followed.add(topic);
    this.#say({ type: 'subscribe', topic, since: 0 });
  }

  #say(message: object): void {
    this.#socket.send(JSON.stringify(message));
  }
}
