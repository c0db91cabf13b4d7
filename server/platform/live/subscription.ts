/**
 * One topic of one client: replays what it missed, then follows; each activity once and in order.
 *
 * States: `replaying` reads the log; `live` sends as it happens; `lagging` queues nothing, because the client does not
 * read, and once it has drained sends a snapshot and replays from there.
 */
import type { Activity } from '../../contract/activity.ts';
import type { Session } from '../../contract/session.ts';
import { activityFrame, frameOf } from './frames.ts';

/** What a subscription needs of its socket. */
export interface Outlet {
  isOpen(): boolean;
  /** Bytes that wait because the client does not read them. */
  bufferedBytes(): number;
  /** @param onSent Called when the bytes have left the process, or never. */
  send(frame: Buffer, onSent?: () => void): void;
  /** Performs what may fail; a failure ends the connection and is logged. */
  attempt(operation: () => Promise<void>): void;
}

/** Where a subscription gets the past from. */
export interface Past {
  readonly latest: () => number;
  readonly read: (topic: string, since: number, limit: number) => Promise<Activity[]>;
  readonly snapshot: (topic: string) => Promise<Session[]>;
}

/** Above this a client counts as slow. Lower cuts off those on a slow line, higher costs memory for each client. */
export const maxBufferedBytes = 1_000_000;

const pageSize = 200;

export class Subscription {
  readonly topic: string;
  readonly #outlet: Outlet;
  readonly #past: Past;
  #state: 'replaying' | 'live' | 'lagging' | 'ended' = 'replaying';
  /** Number of the last activity sent. */
  #cursor: number;
  /** Number of the newest activity published on this topic, sent or not. */
  #published = 0;

  /** @param since The last number the client has seen; one beyond the log counts as the newest. */
  constructor(topic: string, since: number | undefined, outlet: Outlet, past: Past) {
    this.topic = topic;
    this.#outlet = outlet;
    this.#past = past;
    this.#cursor = Math.min(since ?? past.latest(), past.latest());
  }

  /** Whether it waits for the client to read what was sent. */
  get isLagging(): boolean {
    return this.#state === 'lagging';
  }

  /** Replays, and goes on live. */
  start(): void {
    this.#outlet.send(frameOf({ type: 'subscribed', topic: this.topic, latest: this.#past.latest() }));
    this.#outlet.attempt(() => this.#replay());
  }

  end(): void {
    this.#state = 'ended';
  }

  /** An activity of this topic has been committed. @param frame Its bytes, shared by all clients. */
  publish(number: number, frame: Buffer): void {
    this.#published = number;
    if (this.#state !== 'live' || number <= this.#cursor) return;
    if (this.#outlet.bufferedBytes() > maxBufferedBytes) return this.#fallBehind(number);
    this.#cursor = number;
    this.#outlet.send(frame);
  }

  /** The client has read all that was queued: shows it the present, and goes on from there. */
  async #catchUp(): Promise<void> {
    if (this.#state !== 'lagging') return;
    this.#state = 'replaying';
    // The number first: whatever happens while the snapshot is read comes again as an activity, and nothing is lost.
    const latest = this.#past.latest();
    const sessions = await this.#past.snapshot(this.topic);
    if (this.#state !== 'replaying' || !this.#outlet.isOpen()) return;
    this.#outlet.send(frameOf({ type: 'snapshot', topic: this.topic, latest, sessions }));
    this.#cursor = latest;
    await this.#replay();
  }

  #fallBehind(number: number): void {
    this.#state = 'lagging';
    // Frames leave in order: when this one has left, everything before it has, too.
    const whenDrained = () => this.#outlet.attempt(() => this.#catchUp());
    this.#outlet.send(frameOf({ type: 'lagging', topic: this.topic, droppedFrom: number }), whenDrained);
  }

  /** Reads on until there is nothing newer; what is published meanwhile is in the log, for it was committed first. */
  async #replay(): Promise<void> {
    while (this.#state === 'replaying' && this.#outlet.isOpen()) {
      const page = await this.#past.read(this.topic, this.#cursor, pageSize);
      if (this.#state !== 'replaying') return;
      if (page.length === 0 && this.#published <= this.#cursor) {
        this.#state = 'live';
        return;
      }
      if (page.length > 0) await this.#sendPage(page);
    }
  }

  /** Waits until the page has left, so that a long replay never piles up in memory. */
  #sendPage(page: readonly Activity[]): Promise<void> {
    return new Promise((resolve) => {
      page.forEach((activity, index) => {
        this.#cursor = activity.number;
        const frame = activityFrame(this.topic, activity);
        this.#outlet.send(frame, index === page.length - 1 ? resolve : undefined);
      });
    });
  }
}
