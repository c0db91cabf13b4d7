/** Adds the events of a recording up, second by second: one pass, and no memory of the events themselves. */
import { longestRecordingSeconds, type Recording } from '../../contract/recording.ts';
import type { InterventionKind } from '../../contract/vocabulary.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { PollLog, type PollsRead } from './polls.ts';
import { PresenceLog, type Presence, type PresenceKind } from './presence.ts';
import { BrokenLine, type EventType, type RecordedEvent, type TimeBase } from './recorded-event.ts';

const MAX_MESSAGES = 200_000;
const MAX_ACTS = 10_000;
const MAX_ACT_TEXT = 280;
const MAX_USERS = 1_000_000;
const SHORTEST_SECONDS = 60;

/** Which intervention something is that a host did. */
const actKinds: Partial<Record<EventType, InterventionKind>> = {
  poll_opened: 'POLL',
  prompt: 'CHAT_PROMPT',
  notification: 'NOTIFICATION',
  game: 'GAMIFICATION',
};

export interface Tallied {
  readonly recording: Recording;
  readonly eventCounts: ReadonlyMap<EventType, number>;
  readonly userCount: number;
  readonly presence: Presence;
  readonly polls: PollsRead;
  /** Messages whose words are left out because there are too many; they are counted. */
  readonly unshownCount: number;
}

interface At<T> {
  readonly second: number;
  readonly value: T;
}

export class Tally {
  readonly #users = new Map<string, number>();
  readonly #presence = new PresenceLog();
  readonly #polls = new PollLog();
  readonly #eventCounts = new Map<EventType, number>();
  /** Seconds may lie before the first that was read, so the middle is where it lies. */
  readonly #chat = new Int32Array(2 * longestRecordingSeconds);
  readonly #reactions = new Int32Array(2 * longestRecordingSeconds);
  readonly #messages: At<{ author: string; text: string }>[] = [];
  readonly #acts: At<{ kind: InterventionKind; text: string | null }>[] = [];
  #unshownCount = 0;
  #base: { readonly kind: TimeBase; readonly second: number } | null = null;
  #firstSecond = Infinity;
  #lastSecond = -Infinity;

  /** @throws {BrokenLine} if its time does not fit the others. @throws {ClaqueError} bad-file beyond a limit. */
  add(event: RecordedEvent): void {
    const second = this.#secondOf(event);
    this.#firstSecond = Math.min(this.#firstSecond, second);
    this.#lastSecond = Math.max(this.#lastSecond, second);
    this.#eventCounts.set(event.type, (this.#eventCounts.get(event.type) ?? 0) + 1);
    const user = this.#numberOf(event.user);
    if (event.type === 'message') this.#addMessage(second, event);
    if (event.type === 'reaction') this.#reactions[second + longestRecordingSeconds]! += 1;
    if (event.type === 'poll_opened' || event.type === 'vote' || event.type === 'poll_closed')
      this.#polls.add({ ...event, second }, user);
    this.#addAct(second, event);
    const kind = presenceKindOf(event.type);
    if (user > 0 && kind !== null) this.#presence.add(second, user, kind);
  }

  /** @throws {ClaqueError} bad-file, if there is less than a minute or more than a day. */
  finish(name: string): Tallied {
    const [first, last] = this.#range(name);
    const secondCount = last - first + 1;
    const presence = this.#presence.count(first, secondCount, this.#users.size);
    const polls = this.#polls.read(first, last);
    const slice = (counts: Int32Array) =>
      Array.from(counts.subarray(first + longestRecordingSeconds, last + 1 + longestRecordingSeconds));
    const has = (type: EventType) => this.#eventCounts.has(type);
    const inOrder = <T>(entries: readonly At<T>[]) =>
      entries
        .toSorted((a, b) => a.second - b.second)
        .map(({ second, value }) => ({ tick: second - first + 1, ...value }));
    const recording: Recording = {
      name,
      presentCounts: presence.presentCounts,
      activeCounts: has('focus') || has('blur') ? presence.activeCounts : null,
      joinCounts: presence.joinCounts,
      leaveCounts: presence.leaveCounts,
      chatCounts: slice(this.#chat),
      reactionCounts: has('reaction') ? slice(this.#reactions) : null,
      polls: polls.polls,
      acts: inOrder(this.#acts),
      messages: inOrder(this.#messages),
    };
    const { size: userCount } = this.#users;
    const unshownCount = this.#unshownCount;
    return { recording, eventCounts: this.#eventCounts, userCount, presence, polls, unshownCount };
  }

  /** Seconds since the beginning, or since the first event that was read where times are of the calendar. */
  #secondOf({ line, second, base }: RecordedEvent): number {
    this.#base ??= { kind: base, second: base === 'beginning' ? 0 : second };
    if (base !== this.#base.kind)
      throw new BrokenLine(
        line,
        'time',
        `counts from the ${base}, but lines before count from the ${this.#base.kind}; write all times the same way`,
      );
    const since = second - this.#base.second;
    if (Math.abs(since) < longestRecordingSeconds) return since;
    throw new BrokenLine(
      line,
      'time',
      'lies a day or more away from the first event; a recording has 24 hours at most',
    );
  }

  #numberOf(user: string): number {
    if (user === '') return 0;
    const known = this.#users.get(user);
    if (known !== undefined) return known;
    if (this.#users.size >= MAX_USERS)
      throw new ClaqueError('bad-file', `A recording may name ${MAX_USERS} people at most; this one has more.`);
    this.#users.set(user, this.#users.size + 1);
    return this.#users.size;
  }

  #addMessage(second: number, { user, text }: RecordedEvent): void {
    this.#chat[second + longestRecordingSeconds]! += 1;
    if (text === '') return;
    if (this.#messages.length >= MAX_MESSAGES) this.#unshownCount += 1;
    else this.#messages.push({ second, value: { author: user === '' ? 'somebody' : user, text } });
  }

  #addAct(second: number, { type, text }: RecordedEvent): void {
    const kind = actKinds[type];
    if (kind === undefined) return;
    if (this.#acts.length >= MAX_ACTS)
      throw new ClaqueError(
        'bad-file',
        `A recording may have ${MAX_ACTS} acts of the host at most; this one has more.`,
      );
    this.#acts.push({ second, value: { kind, text: text === '' ? null : text.slice(0, MAX_ACT_TEXT).toWellFormed() } });
  }

  #range(name: string): [first: number, last: number] {
    const first = this.#base?.kind === 'beginning' ? 0 : this.#firstSecond;
    const length = this.#lastSecond - first + 1;
    if (length > longestRecordingSeconds)
      throw new ClaqueError('bad-file', `${name} covers more than 24 hours; split it into its sessions.`);
    if (length >= SHORTEST_SECONDS) return [first, this.#lastSecond];
    const covered = Number.isFinite(length) ? `only ${length} s` : 'nothing';
    throw new ClaqueError('bad-file', `${name} covers ${covered}; a recording needs a minute at least.`);
  }
}

/** What an event says of somebody’s presence; what the host does says nothing. */
function presenceKindOf(type: EventType): PresenceKind | null {
  if (type === 'join' || type === 'leave' || type === 'focus' || type === 'blur') return type;
  return type === 'message' || type === 'reaction' || type === 'vote' ? 'act' : null;
}
