/** Days and mornings in a venture's time zone, daylight saving included (CO-1). Pure. */
import { Temporal } from 'temporal-polyfill';

/** When the daily insight is due, in the venture's time zone. */
const morning = '06:00';

export interface DueMorning {
  /** The local day, such as 2026-11-21. */
  readonly day: string;
  /** Its 06:00, in ms since 1970. */
  readonly atMs: number;
}

/** The latest morning that has come. @param timeZone IANA name, such as Europe/Berlin. */
export function latestMorning(nowMs: number, timeZone: string): DueMorning {
  const today = zoned(nowMs, timeZone).toPlainDate();
  const morningOfToday = morningOf(today, timeZone);
  return morningOfToday.atMs <= nowMs ? morningOfToday : morningOf(today.subtract({ days: 1 }), timeZone);
}

/** The first morning that is still to come. */
export function nextMorningMs(nowMs: number, timeZone: string): number {
  const { day } = latestMorning(nowMs, timeZone);
  return morningOf(Temporal.PlainDate.from(day).add({ days: 1 }), timeZone).atMs;
}

export const localDay = (ms: number, timeZone: string): string => zoned(ms, timeZone).toPlainDate().toString();

/** When a local day is over: the next one's first moment. */
export const dayEndMs = (day: string, timeZone: string): number =>
  Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;

const zoned = (ms: number, timeZone: string) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);

function morningOf(day: Temporal.PlainDate, timeZone: string): DueMorning {
  const atMs = day.toZonedDateTime({ timeZone, plainTime: morning }).epochMilliseconds;
  return { day: day.toString(), atMs };
}
