/** Polls of a recording out of their openings, votes and closings, whatever the order of the lines. */
import { longestRecordingSeconds, type RecordedPoll } from '../../contract/recording.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { Codes } from './codes.ts';
import type { RecordedEvent } from './recorded-event.ts';

const MAX_POLLS = 1_000;
const MAX_VOTES = 1_000_000;
const MAX_QUESTION = 280;

/** A vote is second, poll and user in one number; user 0 is somebody unnamed, poll 0 the one that is open. */
const POLLS = 2 ** 10;
const USERS = 2 ** 24;
const SHIFT = 2 ** 18;

interface Mark {
  readonly second: number;
  readonly poll: number;
  readonly question: string;
}

interface Draft {
  readonly poll: number;
  readonly openedSecond: number;
  closedSecond: number;
  readonly question: string;
  readonly voteSeconds: number[];
  readonly voters: Set<number>;
}

export interface PollsRead {
  readonly polls: RecordedPoll[];
  /** Votes that were cast while no poll was open, second votes of somebody, and votes beyond the millionth. */
  readonly lostVoteCount: number;
  /** Polls that had votes and no opening: they begin with their first vote. */
  readonly inferredCount: number;
}

export class PollLog {
  readonly #numbers = new Map<string, number>();
  readonly #openings: Mark[] = [];
  readonly #closings: Mark[] = [];
  readonly #votes = new Codes();

  /** @throws {ClaqueError} bad-file beyond a thousand polls. */
  add({ type, second, poll, text }: RecordedEvent, user: number): void {
    const number = this.#numberOf(poll);
    if (type === 'vote') this.#votes.push(((second + SHIFT) * POLLS + number) * USERS + user);
    else (type === 'poll_opened' ? this.#openings : this.#closings).push({ second, poll: number, question: text });
    if (this.#openings.length > MAX_POLLS) throw tooMany();
  }

  /** @param firstSecond The second of tick 1. */
  read(firstSecond: number, lastSecond: number): PollsRead {
    const count = new VoteCount(this.#drafts(lastSecond), lastSecond);
    let lostVoteCount = 0;
    for (const code of this.#votes.sorted()) {
      const place = Math.floor(code / USERS);
      const vote = { second: Math.floor(place / POLLS) - SHIFT, poll: place % POLLS, user: code % USERS };
      if (!count.take(vote)) lostVoteCount += 1;
    }
    const tickOf = (second: number) => Math.min(longestRecordingSeconds, second - firstSecond + 1);
    const polls = [...count.opened, ...count.inferred]
      .toSorted((a, b) => a.openedSecond - b.openedSecond)
      .map(({ openedSecond, closedSecond, question, voteSeconds }) => ({
        openedTick: tickOf(openedSecond),
        closedTick: tickOf(closedSecond),
        question: question === '' ? null : question.slice(0, MAX_QUESTION).toWellFormed(),
        voteTicks: voteSeconds.map(tickOf),
      }));
    return { polls, lostVoteCount, inferredCount: count.inferred.length };
  }

  #numberOf(poll: string): number {
    if (poll === '') return 0;
    const number = this.#numbers.get(poll) ?? this.#numbers.size + 1;
    if (number >= MAX_POLLS) throw tooMany();
    this.#numbers.set(poll, number);
    return number;
  }

  /** A poll lasts until it is closed, opened again, or the end; those without a name follow on each other. */
  #drafts(lastSecond: number): Draft[] {
    const openings = this.#openings.toSorted((a, b) => a.second - b.second);
    return openings.map(({ second, poll, question }, index) => {
      const ends = [
        ...this.#closings.filter((mark) => mark.second > second && (mark.poll === poll || mark.poll === 0)),
        ...openings.slice(index + 1).filter((mark) => mark.poll === poll),
      ].map((mark) => mark.second);
      const closedSecond = ends.reduce((least, end) => Math.min(least, end), lastSecond + 1);
      return { poll, openedSecond: second, closedSecond, question, voteSeconds: [], voters: new Set() };
    });
  }
}

/** Gives votes, in the order of time, to the polls that are open. */
class VoteCount {
  /** In the order of their openings. */
  readonly opened: readonly Draft[];
  readonly inferred: Draft[] = [];
  readonly #lastSecond: number;
  readonly #announced: ReadonlySet<number>;
  readonly #byName = new Map<number, Draft>();
  readonly #open: Draft[] = [];
  #reached = 0;

  constructor(opened: readonly Draft[], lastSecond: number) {
    this.opened = opened;
    this.#lastSecond = lastSecond;
    this.#announced = new Set(opened.map(({ poll }) => poll));
  }

  /** @returns Whether there was a poll that took it. */
  take({ second, poll, user }: { second: number; poll: number; user: number }): boolean {
    this.#openUntil(second);
    const draft = poll === 0 ? this.#latest(second) : this.#named(poll, second);
    if (!draft || draft.voteSeconds.length >= MAX_VOTES || draft.voters.has(user)) return false;
    if (user !== 0) draft.voters.add(user);
    draft.voteSeconds.push(second);
    return true;
  }

  #openUntil(second: number): void {
    for (; (this.opened[this.#reached]?.openedSecond ?? Infinity) <= second; this.#reached += 1) {
      const draft = this.opened[this.#reached]!;
      this.#open.push(draft);
      this.#byName.set(draft.poll, draft);
    }
  }

  #latest(second: number): Draft | undefined {
    while ((this.#open.at(-1)?.closedSecond ?? Infinity) < second) this.#open.pop();
    return this.#open.at(-1);
  }

  /** A poll that nobody opens in the file begins with its first vote. */
  #named(poll: number, second: number): Draft | undefined {
    const found = this.#byName.get(poll);
    if (found) return second <= found.closedSecond ? found : undefined;
    if (this.#announced.has(poll) || this.opened.length + this.inferred.length >= MAX_POLLS) return undefined;
    const closedSecond = this.#lastSecond + 1;
    const draft = {
      poll,
      openedSecond: second,
      closedSecond,
      question: '',
      voteSeconds: [],
      voters: new Set<number>(),
    };
    this.inferred.push(draft);
    this.#byName.set(poll, draft);
    return draft;
  }
}

const tooMany = () =>
  new ClaqueError('bad-file', `A recording may have ${MAX_POLLS} polls at most; this one has more.`);
