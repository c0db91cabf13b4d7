/** The live stream at /ws/activity (PL-10): upgrades, clients, broadcast, ping. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Activity } from '../../contract/activity.ts';
import type { Session } from '../../contract/session.ts';
import { topicOfSession } from '../../contract/stream.ts';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { ActivityLog, LogFilter } from '../activity/activity-log.ts';
import type { Admission } from '../http/admission.ts';
import { bearerOf } from '../http/admission.ts';
import type { Caller } from '../http/caller.ts';
import { nobody } from '../http/caller.ts';
import { Tally } from '../http/tally.ts';
import type { OwnSite } from '../http/own-site.ts';
import { foreignSite } from '../http/own-site.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { Client } from './client.ts';
import { activityFrame } from './frames.ts';
import type { Ventures } from './topic-family.ts';

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
  readonly site: OwnSite;
  readonly admission: Admission;
  readonly limits: RateLimits;
  /** Clients that one address may have; 0: any number. */
  readonly clientsPerAddress: number;
  /** Topics an activity belongs to. */
  readonly topicsOf: (activity: Activity) => readonly string[];
  /** The part of the log that a topic is. */
  readonly filterOf: (topic: string) => LogFilter;
  /** The present state behind a topic, for a client that fell behind. */
  readonly snapshot: (topic: string, ventures: Ventures) => Promise<Session[]>;
}

export class Hub {
  readonly #options: HubOptions;
  readonly #clients = new Map<Client, Caller>();
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxPayloadBytes,
    maxFragments: maxFragmentCount,
    perMessageDeflate: false, // 5 to 21 times the CPU.
  });
  readonly #addresses: Tally;
  readonly #pings: NodeJS.Timeout;
  readonly #unsubscribe: () => void;
  /** Reads of the log that clients wait for. */
  readonly #reads = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#addresses = new Tally(options.clientsPerAddress);
    options.server.on('upgrade', (request, socket, head) => void this.#upgrade(request, socket, head));
    this.#unsubscribe = options.activityLog.bus.subscribe((activities) => this.#broadcast(activities));
    this.#pings = setInterval(() => this.pingAll(), pingIntervalMs).unref();
  }

  get clientCount(): number {
    return this.#clients.size;
  }

  get subscriptionCount(): number {
    return [...this.#clients.keys()].reduce((sum, client) => sum + client.subscriptionCount, 0);
  }

  get laggingCount(): number {
    return [...this.#clients.keys()].filter((client) => client.isLagging).length;
  }

  pingAll(): void {
    for (const client of this.#clients.keys()) client.ping();
  }

  /** Closes the connections of those whose token is no longer in force, or who have logged out (1008). */
  dismissStrangers(): void {
    for (const client of this.#clients.keys()) client.stays();
  }

  /** Tells every client that the server goes away (1001), and stops listening to the log. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#pings);
    this.#unsubscribe();
    for (const client of this.#clients.keys()) client.close(1001, 'the server stops');
    this.#sockets.close();
  }

  /** Ends the connections of clients that have not said goodbye. */
  terminate(): void {
    for (const client of this.#clients.keys()) client.terminate();
  }

  /** Settles when nothing reads the log any more: only then may the database be closed. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#reads);
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    const { limits } = this.#options;
    const path = (request.url ?? '').split('?')[0];
    if (path !== streamPath) return refuse(socket, '404 Not Found', `The stream is at ${streamPath}.`);
    if (this.#isClosed) return refuse(socket, '503 Service Unavailable', 'The server is stopping.');
    const complaint = foreignSite(request.headers, this.#options.site);
    if (complaint !== null) return refuse(socket, '403 Forbidden', complaint);
    const address = limits.addressOf(request);
    const caller = await this.#callerOf(request, address);
    const isKnown = typeof caller !== 'string';
    if (!(await limits.admits(request, isKnown ? caller : nobody)))
      return refuse(socket, tooMany, 'Try again in a minute.');
    if (!isKnown) return refuse(socket, caller, 'The stream takes a token, or the cookie of a login.');
    if (socket.destroyed || this.#isClosed) return void socket.destroy();
    if (this.#clients.size >= maxClientCount)
      return refuse(socket, '503 Service Unavailable', 'Too many stream clients.');
    if (!this.#addresses.enter(address)) return refuse(socket, tooMany, 'Too many stream clients of this address.');
    socket.once('close', () => this.#addresses.leave(address));
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#welcome(webSocket, caller));
  }

  /** Who asks, or the status that a stranger is refused with. */
  async #callerOf({ headers }: IncomingMessage, address: string): Promise<Caller | string> {
    const { admission, limits, log } = this.#options;
    try {
      const shown = { address, secret: bearerOf(headers), isMade: (secret: string) => admission.hasMade(secret) };
      return await limits.secrets.judge(shown, () => admission.authenticate(headers));
    } catch (error) {
      if (!(error instanceof ClaqueError)) log.error({ err: error }, 'A token could not be looked up');
      else if (error.code === 'too-many-requests') return tooMany;
      return '401 Unauthorized';
    }
  }

  #welcome(socket: WebSocket, caller: Caller): void {
    const { activityLog, clock, log, filterOf, snapshot } = this.#options;
    const { ventures, sessionId } = caller;
    const granted = ventures === null ? {} : { ventures };
    const past = {
      latest: () => activityLog.latest,
      read: (topic: string, since: number, limit: number) =>
        this.#track(() => activityLog.read({ ...filterOf(topic), ...granted }, since, limit)),
      snapshot: (topic: string) => this.#track(() => snapshot(topic, ventures)),
    };
    const isAdmitted = () => this.#options.admission.stillAdmits(caller);
    const mayHear = (topic: string) => sessionId === null || topic === topicOfSession(sessionId);
    const client = new Client({ socket, past, mayHear, isAdmitted, clock, log });
    this.#clients.set(client, caller);
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
        for (const [client, { ventures }] of this.#clients)
          if (ventures === null || ventures.includes(activity.ventureId)) client.publish(topic, activity.number, frame);
      }
  }
}

const tooMany = '429 Too Many Requests';

function refuse(socket: Duplex, status: string, sentence: string): void {
  const body = `${sentence}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
