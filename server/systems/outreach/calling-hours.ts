/** When somebody takes calls, in their own time zone, through daylight saving and back (OR-5). */
import { Temporal } from 'temporal-polyfill';
import type { CallingHours, Weekday } from '../../contract/contact.ts';
import { assert } from '../../kernel/errors.ts';

const weekdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Days looked ahead: a weekly hour that a change of the clock swallows comes again the week after. */
const mostDays = 16;

export interface Callable {
  /** IANA name. */
  readonly timeZone: string;
  readonly callingHours: CallingHours;
}

/** Whether there is a time zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    zoned(0, name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Their date and time with its offset, to the second: 2026-11-21T09:00:00+01:00. */
export const localTimeOf = (atMs: number, timeZone: string): string =>
  zoned(atMs, timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' });

/** Whether a moment lies within their hours: from the first minute on, up to the last one exclusive, as their clock shows it. */
export const isCallable = (atMs: number, { timeZone, callingHours }: Callable): boolean =>
  isWithin(zoned(atMs, timeZone), callingHours);

/**
 * The first moment from this one on that lies within their hours.
 *
 * An hour that the clock skips begins when it goes on; one that it repeats counts twice.
 *
 * @param atMs Milliseconds since 1970.
 */
export function callableFrom(atMs: number, callable: Callable): number {
  const start = zoned(atMs, callable.timeZone);
  if (isWithin(start, callable.callingHours)) return atMs;
  for (let days = 0; days <= mostDays; days += 1) {
    const found = beginningsOn(start.toPlainDate().add({ days }), callable).filter((beginMs) => beginMs > atMs);
    if (found.length > 0) return Math.min(...found);
  }
  assert(false, `hours of ${callable.timeZone} begin within ${mostDays} days`);
}

/** Where hours can begin on a day: at their first minute, once or twice, or where the clock is put forward or back. */
function beginningsOn(date: Temporal.PlainDate, { timeZone, callingHours }: Callable): number[] {
  const first = date.toPlainDateTime(Temporal.PlainTime.from(callingHours.from));
  const dayBegins = date.toZonedDateTime({ timeZone });
  const candidates = [
    first.toZonedDateTime(timeZone, { disambiguation: 'earlier' }),
    first.toZonedDateTime(timeZone, { disambiguation: 'later' }),
    dayBegins.subtract({ seconds: 1 }).getTimeZoneTransition('next'),
  ];
  return candidates.flatMap((moment) =>
    moment?.toPlainDate().equals(date) && isWithin(moment, callingHours) ? [moment.epochMilliseconds] : [],
  );
}

const zoned = (atMs: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);

function isWithin(moment: Temporal.ZonedDateTime, { days, from, to }: CallingHours): boolean {
  const clock = moment.toPlainTime().toString({ smallestUnit: 'minute' });
  return days.includes(weekdays[moment.dayOfWeek - 1]!) && clock >= from && clock < to;
}
