/** The live stream at /ws/activity (PL-10): upgrades, clients, broadcast, ping. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Activity } from '../../contract/activity.ts';
import type { Session } from '../../contract/session.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ActivityLog, LogFilter } from '../activity/activity-log.ts';
import { foreignSite } from '../http/own-site.ts';
import { Client } from './client.ts';
import { activityFrame } from './frames.ts';

export const streamPath = '/ws/activity';

const maxPayloadBytes = 64 * 1024;
const maxFragmentCount = 64;
const pingIntervalMs = 30_000;

/** A broadcast to thousands blocks the loop; one process on one machine is not meant for more. */
const maxClientCount = 1_000;

export interface HubOptions {
  readonly server: Server;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly log: Logger;
  /** Origins that are welcome besides the server's own. */
  readonly origins: readonly string[];
  /** Topics an activity belongs to. */
  readonly topicsOf: (activity: Activity) => readonly string[];
  /** The part of the log that a topic is. */
  readonly filterOf: (topic: string) => LogFilter;
  /** The present state behind a topic, for a client that fell behind. */
  readonly snapshot: (topic: string) => Promise<Session[]>;
}

export class Hub {
  readonly #options: HubOptions;
  readonly #clients = new Set<Client>();
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxPayloadBytes,
    maxFragments: maxFragmentCount,
    perMessageDeflate: false, // 5 to 21 times the CPU.
  });
  readonly #pings: NodeJS.Timeout;
  readonly #unsubscribe: () => void;
  /** Reads of the log that clients wait for. */
  readonly #reads = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(options: HubOptions) {
    this.#options = options;
    options.server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#unsubscribe = options.activityLog.bus.subscribe((activities) => this.#broadcast(activities));
    this.#pings = setInterval(() => this.pingAll(), pingIntervalMs).unref();
  }

  get clientCount(): number {
    return this.#clients.size;
  }

  pingAll(): void {
    for (const client of this.#clients) client.ping();
  }

  /** Tells every client that the server goes away (1001), and stops listening to the log. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#pings);
    this.#unsubscribe();
    for (const client of this.#clients) client.close(1001, 'the server stops');
    this.#sockets.close();
  }

  /** Ends the connections of clients that have not said goodbye. */
  terminate(): void {
    for (const client of this.#clients) client.terminate();
  }

  /** Settles when nothing reads the log any more: only then may the database be closed. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#reads);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const path = (request.url ?? '').split('?')[0];
    if (path !== streamPath) return refuse(socket, '404 Not Found', `The stream is at ${streamPath}.`);
    const complaint = foreignSite(request.headers, this.#options.origins);
    if (complaint !== null) return refuse(socket, '403 Forbidden', complaint);
    if (this.#clients.size >= maxClientCount)
      return refuse(socket, '503 Service Unavailable', 'Too many stream clients.');
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#welcome(webSocket));
  }

  #welcome(socket: WebSocket): void {
    const { activityLog, clock, log, filterOf, snapshot } = this.#options;
    const past = {
      latest: () => activityLog.latest,
      read: (topic: string, since: number, limit: number) =>
        this.#track(() => activityLog.read(filterOf(topic), since, limit)),
      snapshot: (topic: string) => this.#track(() => snapshot(topic)),
    };
    const client = new Client({ socket, past, clock, log });
    this.#clients.add(client);
    socket.on('close', () => this.#clients.delete(client));
  }

  async #track<T>(read: () => Promise<T[]>): Promise<T[]> {
    if (this.#isClosed) return [];
    const reading = read();
    this.#reads.add(reading);
    try {
      return await reading;
    } finally {
      this.#reads.delete(reading);
    }
  }

  #broadcast(activities: readonly Activity[]): void {
    if (this.#clients.size === 0) return;
    for (const activity of activities)
      for (const topic of this.#options.topicsOf(activity)) {
        let bytes: Buffer | undefined;
        const frame = () => (bytes ??= activityFrame(topic, activity));
        for (const client of this.#clients) client.publish(topic, activity.number, frame);
      }
  }
}

function refuse(socket: Duplex, status: string, sentence: string): void {
  const body = `${sentence}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
