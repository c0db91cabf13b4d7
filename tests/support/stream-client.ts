/** A client of the live stream that keeps what it gets, and can be waited for. */
import { WebSocket } from 'ws';
import type { ClientOptions } from 'ws';
import type { Activity } from '../../server/contract/activity.ts';
import { ServerMessage } from '../../server/contract/stream.ts';

export class StreamClient {
  readonly messages: ServerMessage[] = [];
  readonly socket: WebSocket;
  #closed: { code: number } | null = null;
  readonly #watchers = new Set<() => void>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      // Every message must be one that the contract knows.
      this.messages.push(ServerMessage.parse(JSON.parse(data.toString())));
      this.#notify();
    });
    socket.on('close', (code) => {
      this.#closed = { code };
      this.#notify();
    });
    socket.on('error', () => undefined);
  }

  static async connect(server: { url: string }, options: ClientOptions = {}): Promise<StreamClient> {
    const client = new StreamClient(new WebSocket(`${server.url.replace('http', 'ws')}/ws/activity`, options));
    await client.until(() => client.messages.length > 0);
    return client;
  }

  get activities(): Activity[] {
    return this.messages.flatMap((message) => (message.type === 'activity' ? [message.activity] : []));
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(topic: string, since?: number): void {
    this.send({ type: 'subscribe', topic, ...(since === undefined ? {} : { since }) });
  }

  until(isReached: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!isReached()) return;
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }

  /** The code with which the connection was closed. */
  async closed(): Promise<number> {
    await this.until(() => this.#closed !== null);
    return this.#closed!.code;
  }

  close(): void {
    this.socket.close();
  }

  #notify(): void {
    this.#watchers.forEach((look) => look());
  }
}

/** The HTTP status with which an upgrade was refused, or 101. */
export function upgradeStatus(server: { url: string }, options: ClientOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/activity`, options);
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    socket.on('open', () => {
      resolve(101);
      socket.terminate();
    });
    socket.on('error', reject);
  });
}
