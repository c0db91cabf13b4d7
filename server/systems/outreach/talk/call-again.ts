/** When somebody wants to be called again, from what a bot understood. */
import { Temporal } from 'temporal-polyfill';

const minuteMs = 60_000;
/** Nobody is promised a call sooner than in a minute, or later than in thirty days. Assumed. */
export const soonestSeconds = 60;
export const latestSeconds = 30 * 86_400;

/**
 * How long until a time of day or a date and time on the contact's clock, through daylight saving and back.
 *
 * @param at `14:30`, `2026-11-22T14:30`, or with an offset; without one the contact's time zone holds.
 * @param nowMs Now, in ms since 1970.
 * @param timeZone IANA name.
 * @returns Seconds; null if it is no time, or out of bounds.
 */
export function secondsUntil(at: string, nowMs: number, timeZone: string): number | null {
  const targetMs = targetOf(at.trim().replace(' ', 'T'), nowMs, timeZone);
  return targetMs === null ? null : bounded((targetMs - nowMs) / 1_000);
}

/** The same seconds if they are within bounds, else null. */
export const bounded = (seconds: number): number | null =>
  seconds >= soonestSeconds && seconds <= latestSeconds ? Math.round(seconds) : null;

function targetOf(at: string, nowMs: number, timeZone: string): number | null {
  if (/^\d{1,2}:\d{2}$/.test(at)) return nextTimeOfDay(at.padStart(5, '0'), nowMs, timeZone);
  const [, local, , given] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?$/.exec(at) ?? [];
  if (local === undefined) return null;
  return msOf(() =>
    given === undefined
      ? Temporal.PlainDateTime.from(local, strict).toZonedDateTime(timeZone)
      : Temporal.Instant.from(`${local}${given}`),
  );
}

/** Today if it is still to come, else tomorrow. */
function nextTimeOfDay(clock: string, nowMs: number, timeZone: string): number | null {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).toPlainDate();
  const on = (date: Temporal.PlainDate) =>
    msOf(() => date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(clock, strict) }));
  const targetMs = on(today);
  return targetMs === null || targetMs - nowMs >= minuteMs ? targetMs : on(today.add({ days: 1 }));
}

const strict = { overflow: 'reject' } as const;

/** Null for what is no time. */
function msOf(moment: () => { readonly epochMilliseconds: number }): number | null {
  try {
    return moment().epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
