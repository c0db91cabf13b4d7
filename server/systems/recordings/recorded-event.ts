/** One line of a recording, checked: what happened, when, and who did it. */
import { longestRecordingSeconds } from '../../contract/recording.ts';
import { ClaqueError } from '../../kernel/errors.ts';

export const eventTypes = [
  'join',
  'leave',
  'message',
  'reaction',
  'focus',
  'blur',
  'poll_opened',
  'vote',
  'poll_closed',
  'prompt',
  'notification',
  'game',
] as const;
export type EventType = (typeof eventTypes)[number];

/** Fields of a line as texts; what it does not have is empty. */
export interface RecordedLine {
  readonly line: number;
  readonly session: string;
  readonly time: string;
  readonly type: string;
  readonly user: string;
  readonly text: string;
  readonly poll: string;
}

/** What times count from: the beginning of the session, a place on the calendar, or one whose time zone is not said. */
export type TimeBase = 'beginning' | 'calendar' | 'calendar without zone';

export interface RecordedEvent extends Omit<RecordedLine, 'time' | 'type'> {
  /** Whole seconds since the base. */
  readonly second: number;
  readonly base: TimeBase;
  readonly type: EventType;
}

const MAX_USER = 120;
const MAX_TEXT = 2_000;

/** A line that cannot be read: which one, which field, and what would be right. */
export class BrokenLine extends Error {
  readonly line: number;
  readonly field: string;

  constructor(line: number, field: string, message: string) {
    super(message);
    this.line = line;
    this.field = field;
  }
}

/** The error that a broken line becomes when the file is refused for it, with others that were found. */
export function refusedFor(name: string, why: string, broken: readonly BrokenLine[]): ClaqueError {
  const [first] = broken;
  const message = `${name}, line ${first!.line}, field ${first!.field}: ${first!.message}${why}`;
  const fields = broken.map(({ line, field, message }) => ({ field: `line ${line}, ${field}`, message }));
  return new ClaqueError('bad-file', message, { fields });
}

/** @throws {BrokenLine} if the line cannot be read. */
export function eventOf(line: RecordedLine): RecordedEvent {
  const type = typeOf(line);
  const user = cleaned(line.user, MAX_USER);
  if (user === '' && (type === 'join' || type === 'leave' || type === 'focus' || type === 'blur'))
    throw new BrokenLine(line.line, 'user', `is empty, but a ${type} counts for somebody: say who`);
  const { second, base } = timeOf(line);
  const { session } = line;
  const poll = cleaned(line.poll, MAX_USER);
  return { line: line.line, session, type, user, text: cleaned(line.text, MAX_TEXT), poll, second, base };
}

function typeOf({ line, type }: RecordedLine): EventType {
  const name = type.trim().toLowerCase();
  const found = eventTypes.find((known) => known === (name === 'chat' ? 'message' : name));
  if (found) return found;
  throw new BrokenLine(line, 'type', `${shown(type)} is not known; use one of ${eventTypes.join(', ')}`);
}

const secondsPattern = /^\d{1,12}(\.\d{1,12})?$/;
const clockPattern = /^(\d{1,2}):([0-5]\d):([0-5]\d)(\.\d{1,12})?$/;
const calendarPattern =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,12})?\s?(?:([Zz])|([+-]\d\d):?(\d\d))?$/;

function timeOf({ line, time }: RecordedLine): { second: number; base: TimeBase } {
  const text = time.trim();
  const clock = clockPattern.exec(text);
  if (clock || secondsPattern.test(text)) {
    const second = clock
      ? Number(clock[1]) * 3_600 + Number(clock[2]) * 60 + Number(clock[3])
      : Math.floor(Number(text));
    if (second < longestRecordingSeconds) return { second, base: 'beginning' };
    throw new BrokenLine(
      line,
      'time',
      `${shown(time)} lies 24 hours or more after the beginning; use 0 to 86399 seconds`,
    );
  }
  const calendar = calendarPattern.exec(text);
  const [, day, minute, isUtc, hours, minutes] = calendar ?? [];
  const zone = hours === undefined ? 'Z' : `${hours}:${minutes}`;
  const parsed = calendar && isOnCalendar(day!) ? Date.parse(`${day}T${minute}${zone}`) : NaN;
  if (Number.isFinite(parsed))
    return { second: Math.floor(parsed / 1_000), base: isUtc || hours ? 'calendar' : 'calendar without zone' };
  const right = 'seconds from the beginning (754), hh:mm:ss (00:12:34) or ISO 8601 (2026-11-21T09:12:34Z)';
  throw new BrokenLine(line, 'time', `${shown(time)} is no time; use ${right}`);
}

/** 30 February would be read as 2 March. */
function isOnCalendar(day: string): boolean {
  const midnight = Date.parse(day);
  return Number.isFinite(midnight) && new Date(midnight).toISOString().startsWith(day);
}

/** Control characters, which could steer a terminal, and those that turn the direction of writing, become spaces. */
export function cleaned(text: string, length: number): string {
  const plain = text.toWellFormed().replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');
  // Cutting may halve a character outside the basic plane.
  return plain.trim().slice(0, length).toWellFormed();
}

/** What a file says, in an error: never longer than a glance, and harmless. */
export function shown(text: string): string {
  const plain = cleaned(text.slice(0, 200), 41);
  return `“${plain.length > 40 ? `${plain.slice(0, 40)}…` : plain}”`;
}
