/** Who was there, second by second, out of joins, leaves and what people did (EC-27). */
import { Codes } from './codes.ts';

export const presenceKinds = ['join', 'leave', 'focus', 'blur', 'act'] as const;
export type PresenceKind = (typeof presenceKinds)[number];

/** Who acts this long after having left, in seconds, is a straggler; later, a join is missing in the file. Assumed. */
const STRAGGLER_SECONDS = 60;

/** A code is second, user and kind, so that sorted codes are in the order of time and, within a second, by user. */
const KINDS = 8;
const USERS = 2 ** 24;
/** Seconds may lie before the first that was read. */
const SHIFT = 2 ** 18;

export interface Presence {
  readonly presentCounts: number[];
  readonly activeCounts: number[];
  readonly joinCounts: number[];
  readonly leaveCounts: number[];
  /** People who were there before the first second, as a leave or an act without a join shows. */
  readonly beforeCount: number;
  /** Joins of people who were there, and leaves of people who were not. */
  readonly repeatedCount: number;
  /** People who acted long after they had left, and count as back from then on. */
  readonly returnedCount: number;
}

/** What somebody did within one second, in whatever order. */
interface Doing {
  readonly index: number;
  readonly user: number;
  readonly did: Readonly<Record<PresenceKind, boolean>>;
  readonly repeatedCount: number;
}

export class PresenceLog {
  readonly #codes = new Codes();

  /** @param user From 1 to 2^24 - 1. */
  add(second: number, user: number, kind: PresenceKind): void {
    this.#codes.push(((second + SHIFT) * USERS + user) * KINDS + presenceKinds.indexOf(kind));
  }

  /**
   * @param firstSecond The second that becomes index 0; nothing lies before it.
   * @param userCount Users are numbered from 1 to this.
   */
  count(firstSecond: number, secondCount: number, userCount: number): Presence {
    const codes = this.#codes.sorted();
    const attendance = new Attendance(userCount, secondCount);
    for (const doing of doings(codes, firstSecond)) attendance.foresee(doing);
    for (const doing of doings(codes, firstSecond)) attendance.follow(doing);
    return attendance.result();
  }
}

/** Groups sorted codes by second and user: within a second the order of lines says nothing. */
function* doings(codes: Float64Array, firstSecond: number): Generator<Doing> {
  for (let start = 0; start < codes.length;) {
    const who = Math.floor(codes[start]! / KINDS);
    const did = { join: false, leave: false, focus: false, blur: false, act: false };
    let repeatedCount = 0;
    let end = start;
    for (; end < codes.length && Math.floor(codes[end]! / KINDS) === who; end += 1) {
      const kind = presenceKinds[codes[end]! % KINDS]!;
      if (did[kind] && (kind === 'join' || kind === 'leave')) repeatedCount += 1;
      did[kind] = true;
    }
    yield { index: Math.floor(who / USERS) - SHIFT - firstSecond, user: who % USERS, did, repeatedCount };
    start = end;
  }
}

/** The state of everybody, and the counts that come of it. */
class Attendance {
  readonly #isKnown: Uint8Array;
  readonly #isPresent: Uint8Array;
  readonly #isFocused: Uint8Array;
  readonly #leftIndex: Int32Array;
  readonly #joins: number[];
  readonly #leaves: number[];
  /** Change of those in focus by second. */
  readonly #focusSteps: number[];
  #beforeCount = 0;
  #repeatedCount = 0;
  #returnedCount = 0;

  constructor(userCount: number, secondCount: number) {
    this.#isKnown = new Uint8Array(userCount + 1);
    this.#isPresent = new Uint8Array(userCount + 1);
    this.#isFocused = new Uint8Array(userCount + 1);
    this.#leftIndex = new Int32Array(userCount + 1);
    this.#joins = new Array<number>(secondCount).fill(0);
    this.#leaves = new Array<number>(secondCount).fill(0);
    this.#focusSteps = new Array<number>(secondCount).fill(0);
  }

  /** Whoever first does something else than join was there before. */
  foresee({ user, did }: Doing): void {
    if (this.#isKnown[user]) return;
    this.#isKnown[user] = 1;
    if (did.join) return;
    this.#isPresent[user] = 1;
    this.#isFocused[user] = 1;
    this.#beforeCount += 1;
  }

  follow({ index, user, did, repeatedCount }: Doing): void {
    this.#repeatedCount += repeatedCount;
    const wasFocused = this.#isFocused[user]!;
    if (did.join && did.leave) this.#passThrough(index);
    else if (did.join) this.#join(index, user);
    else if (did.leave) this.#leave(index, user);
    else if (!this.#isPresent[user]) this.#comeBack(index, user);
    if (!this.#isPresent[user]) this.#isFocused[user] = 0;
    else if (did.focus !== did.blur) this.#isFocused[user] = did.focus ? 1 : 0;
    this.#focusSteps[index]! += this.#isFocused[user]! - wasFocused;
  }

  /** In and out, or out and in, within a second: the state stays, and both are counted. */
  #passThrough(index: number): void {
    this.#joins[index]! += 1;
    this.#leaves[index]! += 1;
  }

  #join(index: number, user: number): void {
    if (this.#isPresent[user]) {
      this.#repeatedCount += 1;
      return;
    }
    this.#isPresent[user] = 1;
    this.#isFocused[user] = 1;
    this.#joins[index]! += 1;
  }

  #leave(index: number, user: number): void {
    if (!this.#isPresent[user]) {
      this.#repeatedCount += 1;
      return;
    }
    this.#isPresent[user] = 0;
    this.#leftIndex[user] = index;
    this.#leaves[index]! += 1;
  }

  #comeBack(index: number, user: number): void {
    if (index - this.#leftIndex[user]! <= STRAGGLER_SECONDS) return;
    this.#join(index, user);
    this.#returnedCount += 1;
  }

  result(): Presence {
    const steps = this.#joins.map((joined, index) => joined - this.#leaves[index]!);
    return {
      presentCounts: running(steps, this.#beforeCount),
      activeCounts: running(this.#focusSteps, this.#beforeCount),
      joinCounts: this.#joins,
      leaveCounts: this.#leaves,
      beforeCount: this.#beforeCount,
      repeatedCount: this.#repeatedCount,
      returnedCount: this.#returnedCount,
    };
  }
}

function running(steps: readonly number[], start: number): number[] {
  let sum = start;
  return steps.map((step) => (sum += step));
}
