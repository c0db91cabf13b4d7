/** One client of the stream: its socket, its subscriptions, its limits. */
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { ClientMessage } from '../../contract/stream.ts';
import type { ServerMessage } from '../../contract/stream.ts';
import type { Clock } from '../../kernel/clock.ts';
import { Allowance } from './allowance.ts';
import { frameOf } from './frames.ts';
import type { Past } from './subscription.ts';
import { Subscription, maxBufferedBytes } from './subscription.ts';

/** A panel subscribes a few topics and sends a message now and then; more than this is a mistake or an attack. */
const messageLimit = { burstCount: 120, perSecond: 20 };
const maxSubscriptionCount = 64;

/** WebSocket close codes (RFC 6455, section 7.4.1). */
const closeCode = { policyViolation: 1008 } as const;

export interface ClientOptions {
  readonly socket: WebSocket;
  readonly past: Past;
  /** Whether whoever has connected may hear of a topic at all. */
  readonly mayHear: (topic: string) => boolean;
  /** Whether whoever has connected is still let in. */
  readonly isAdmitted: () => boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

export class Client {
  readonly #socket: WebSocket;
  readonly #past: Past;
  readonly #mayHear: (topic: string) => boolean;
  readonly #isAdmitted: () => boolean;
  readonly #log: Logger;
  readonly #allowance: Allowance;
  readonly #subscriptions = new Map<string, Subscription>();
  #unansweredPings = 0;

  constructor({ socket, past, mayHear, isAdmitted, clock, log }: ClientOptions) {
    this.#socket = socket;
    this.#past = past;
    this.#mayHear = mayHear;
    this.#isAdmitted = isAdmitted;
    this.#log = log;
    this.#allowance = new Allowance({ ...messageLimit, clock });
    // Without a handler one malformed frame would end the process; ws closes the socket by itself.
    socket.on('error', (error) => log.debug({ err: error }, 'A stream client broke the protocol'));
    socket.on('message', (data, isBinary) => this.#receive(data as Buffer, isBinary));
    socket.on('ping', () => this.#spend());
    socket.on('pong', () => {
      this.#unansweredPings = 0;
    });
    socket.on('close', () => this.#endAll());
    this.#tell({ type: 'welcome', latest: past.latest() });
  }

  get subscriptionCount(): number {
    return this.#subscriptions.size;
  }

  /** Whether it reads more slowly than there is to tell. */
  get isLagging(): boolean {
    return [...this.#subscriptions.values()].some((subscription) => subscription.isLagging);
  }

  /** Delivers an activity, if the client has subscribed its topic. */
  publish(topic: string, number: number, frame: () => Buffer): void {
    this.#subscriptions.get(topic)?.publish(number, frame());
  }

  /** Half-open peers answer no pings: two unanswered ones end the connection (F-38). */
  ping(): void {
    if (this.#unansweredPings >= 2) return this.#socket.terminate();
    this.#unansweredPings += 1;
    if (this.#isOpen()) this.#socket.ping();
  }

  /** Ends it if its token is no longer in force, or its login has ended. @returns Whether it goes on. */
  stays(): boolean {
    if (this.#isAdmitted()) return true;
    this.close(closeCode.policyViolation, 'access has ended; log in again');
    return false;
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  #tell(message: ServerMessage): void {
    this.#send(frameOf(message));
  }

  #send(frame: Buffer, onSent?: () => void): void {
    // The callback comes with an error when the socket has gone: whoever waits must go on all the same.
    if (this.#isOpen()) this.#socket.send(frame, { binary: false }, () => onSent?.());
    else onSent?.();
  }

  #spend(): boolean {
    if (this.#allowance.take()) return true;
    this.#socket.close(closeCode.policyViolation, 'too many messages: at most 20 a second');
    return false;
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (!this.#isOpen() || !this.#spend() || !this.stays()) return;
    // Answers to a client that reads nothing would pile up: it has to read first.
    if (this.#socket.bufferedAmount > 2 * maxBufferedBytes) return this.#socket.terminate();
    const message = isBinary ? null : parse(data);
    if (!message)
      return this.#tell({
        type: 'error',
        code: 'bad-message',
        message:
          'Send a JSON text: {"type":"subscribe","topic":"sessions"}, unsubscribe with a topic, or ping; see /asyncapi.json.',
      });
    if (message.type === 'ping') return this.#tell({ type: 'pong' });
    if (message.type === 'subscribe') return this.#subscribe(message.topic, message.since);
    this.#unsubscribe(message.topic);
    this.#tell({ type: 'unsubscribed', topic: message.topic });
  }

  #subscribe(topic: string, since: number | undefined): void {
    if (!this.#mayHear(topic))
      return this.#tell({
        type: 'error',
        code: 'forbidden-topic',
        message: 'A share link lets one hear of its own session only.',
      });
    this.#unsubscribe(topic); // Subscribing again moves the cursor.
    if (this.#subscriptions.size >= maxSubscriptionCount)
      return this.#tell({
        type: 'error',
        code: 'too-many-subscriptions',
        message: `At most ${maxSubscriptionCount} topics a connection; unsubscribe one first.`,
      });
    const outlet = {
      isOpen: () => this.#isOpen(),
      bufferedBytes: () => this.#socket.bufferedAmount,
      send: (frame: Buffer, onSent?: () => void) => this.#send(frame, onSent),
      attempt: (operation: () => Promise<void>) => void this.#attempt(operation),
    };
    const subscription = new Subscription(topic, since, outlet, this.#past);
    this.#subscriptions.set(topic, subscription);
    subscription.start();
  }

  #unsubscribe(topic: string): void {
    this.#subscriptions.get(topic)?.end();
    this.#subscriptions.delete(topic);
  }

  #endAll(): void {
    for (const subscription of this.#subscriptions.values()) subscription.end();
    this.#subscriptions.clear();
  }

  async #attempt(operation: () => Promise<void>): Promise<void> {
    try {
      await operation();
    } catch (error) {
      this.#log.error({ err: error }, 'The log could not be read for a stream client');
      this.#socket.close(1011, 'the log could not be read');
    }
  }
}

function parse(data: Buffer): ClientMessage | null {
  try {
    const parsed = ClientMessage.safeParse(JSON.parse(data.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // Broken JSON is answered like any other wrong message.
  }
}
