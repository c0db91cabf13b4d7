/** Reads a recording: text in, what the conductor watches out, and what a person should know of it (EC-27). */
import type { Recording, RecordingCheck } from '../../contract/recording.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { readLines, type LineTaker } from './lines.ts';
import { BrokenLine, cleaned, eventOf, refusedFor, shown, type RecordedLine } from './recorded-event.ts';
import { Tally, type Tallied } from './tally.ts';

/** A file with more broken lines than this share is refused; fewer are left out and told. Assumed. */
const BROKEN_RATIO = 0.01;
const SHOWN_BROKEN = 20;
const SHOWN_SESSIONS = 100;
const MAX_EVENTS = 10_000_000;

export interface ReadOptions {
  /** What errors and the recording call it: the file’s name. */
  readonly name: string;
  /** Which session of a file with several. */
  readonly session?: string | undefined;
}

export interface RecordingRead {
  readonly recording: Recording;
  readonly told: Omit<RecordingCheck, 'buildUpSeconds' | 'windDownSeconds'>;
}

/**
 * Reads a recording in one pass; docs/recordings.md has the format.
 *
 * @throws {ClaqueError} bad-file, with line and field, if it cannot be read; bad-request, naming the sessions there are,
 *   if it has several and none, or another, is asked for.
 */
export async function readRecording(chunks: AsyncIterable<string>, options: ReadOptions): Promise<RecordingRead> {
  const name = cleaned(options.name, 200) || 'recording';
  const reading = new Reading(name, options.session);
  await readLines(name, chunks, reading);
  return reading.result();
}

class Reading implements LineTaker {
  readonly #name: string;
  readonly #wanted: string | undefined;
  readonly #tally = new Tally();
  readonly #sessions = new Set<string>();
  readonly #ignored = new Set<string>();
  readonly #broken: BrokenLine[] = [];
  #lineCount = 0;
  #brokenCount = 0;

  constructor(name: string, wanted: string | undefined) {
    this.#name = name;
    this.#wanted = wanted?.trim();
  }

  take(line: RecordedLine): void {
    if (!this.#isOfSession(line.session.trim())) return;
    this.#lineCount += 1;
    if (this.#lineCount > MAX_EVENTS)
      throw new ClaqueError('bad-file', `${this.#name} has more than ${MAX_EVENTS} events; split it.`);
    try {
      this.#tally.add(eventOf(line));
    } catch (error) {
      if (!(error instanceof BrokenLine)) throw error;
      this.#note(error);
    }
  }

  refuse(broken: BrokenLine): void {
    this.#lineCount += 1;
    this.#note(broken);
  }

  ignore(name: string): void {
    if (this.#ignored.size < SHOWN_BROKEN) this.#ignored.add(shown(name));
  }

  result(): RecordingRead {
    this.#assertSession();
    if (this.#brokenCount > BROKEN_RATIO * this.#lineCount) throw this.#refusal();
    const tallied = this.#tally.finish(this.#name);
    const told = {
      name: this.#name,
      seconds: tallied.recording.presentCounts.length,
      userCount: tallied.userCount,
      mostPresentCount: tallied.recording.presentCounts.reduce((most, count) => Math.max(most, count), 0),
      eventCounts: Object.fromEntries(tallied.eventCounts),
      brokenLineCount: this.#brokenCount,
      warnings: [...this.#warnings(), ...warningsOf(tallied)],
    };
    return { recording: tallied.recording, told };
  }

  /** Whether the line is to be read; a file with several sessions is read on to name them all. */
  #isOfSession(session: string): boolean {
    if (this.#sessions.size < SHOWN_SESSIONS) this.#sessions.add(session);
    return this.#wanted === undefined ? this.#sessions.size <= 1 : session === this.#wanted;
  }

  #note(broken: BrokenLine): void {
    this.#brokenCount += 1;
    if (this.#broken.length < SHOWN_BROKEN) this.#broken.push(broken);
  }

  #assertSession(): void {
    const isFound = this.#wanted === undefined ? this.#sessions.size <= 1 : this.#lineCount > 0;
    if (isFound) return;
    const ids = [...this.#sessions].map((id) => (id === '' ? '(none)' : cleaned(id, 80))).join(', ');
    const why =
      this.#wanted === undefined
        ? `${this.#name} holds several sessions; choose one`
        : `${this.#name} has no session ${shown(this.#wanted)}`;
    const message = `${why}. There are: ${ids}.`;
    throw new ClaqueError('bad-request', message, { fields: [{ field: 'session', message: `one of: ${ids}` }] });
  }

  #refusal(): ClaqueError {
    const more = this.#brokenCount === 1 ? '' : ` (${this.#brokenCount} of ${this.#lineCount} lines cannot be read)`;
    return refusedFor(this.#name, more, this.#broken);
  }

  #warnings(): string[] {
    const [first] = this.#broken;
    return [
      ...(first
        ? [
            `${amount(this.#brokenCount, 'line')} could not be read and ${this.#brokenCount === 1 ? 'is' : 'are'} left out; the first is line ${first.line}, field ${first.field}: ${first.message}.`,
          ]
        : []),
      ...(this.#ignored.size > 0 ? [`Not used: ${[...this.#ignored].join(', ')}.`] : []),
    ];
  }
}

/** What was inferred or left out, in sentences. */
function warningsOf({ eventCounts, presence, polls, unshownCount }: Tallied): string[] {
  const { beforeCount, repeatedCount, returnedCount } = presence;
  const hasPresence = eventCounts.has('join') || eventCounts.has('leave');
  const told: [boolean, string][] = [
    [!hasPresence, 'There are no joins and leaves: everybody who appears counts as there from the first second on.'],
    [
      hasPresence && beforeCount > 0,
      `${amount(beforeCount, 'person', 'people')} never joined in the file, and ${beforeCount === 1 ? 'counts' : 'count'} as there from the first second on.`,
    ],
    [
      repeatedCount > 0,
      `${amount(repeatedCount, 'join or leave', 'joins and leaves')} of people who were there already, or gone already, changed nothing.`,
    ],
    [
      returnedCount > 0,
      `${amount(returnedCount, 'person', 'people')} acted more than a minute after leaving and counted as back from then on.`,
    ],
    [
      polls.inferredCount > 0,
      `${amount(polls.inferredCount, 'poll')} had votes but no opening: they begin with the first vote.`,
    ],
    [
      polls.lostVoteCount > 0,
      `${amount(polls.lostVoteCount, 'vote')} came twice or while no poll was open and did not count.`,
    ],
    [
      unshownCount > 0,
      `${amount(unshownCount, 'message')} are counted, but their words are left out: there are too many.`,
    ],
    [
      !eventCounts.has('focus') && !eventCounts.has('blur'),
      'Whether windows were in focus was not recorded: the score does without it, and falls are noticed by chat and leaves alone.',
    ],
  ];
  return told.filter(([holds]) => holds).map(([, sentence]) => sentence);
}

const amount = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
