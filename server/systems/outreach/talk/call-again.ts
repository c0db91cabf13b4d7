/** When somebody wants to be called again, from what a bot understood. */

const minuteMs = 60_000;
/** Nobody is promised a call sooner than in a minute, or later than in thirty days. Assumed. */
export const soonestSeconds = 60;
export const latestSeconds = 30 * 86_400;

/**
 * How long until a time of day or a date and time in the contact's own zone.
 *
 * @param at `14:30`, `2026-11-22T14:30`, or with an offset; without one the contact's holds.
 * @param nowMs Now, in ms since 1970.
 * @param localTime The contact's date and time with its offset, such as 2026-11-21T09:00:00+01:00.
 * @returns Seconds; null if it is no time, or out of bounds.
 */
export function secondsUntil(at: string, nowMs: number, localTime: string): number | null {
  const targetMs = targetOf(at.trim().replace(' ', 'T'), nowMs, offsetOf(localTime));
  return targetMs === null ? null : bounded((targetMs - nowMs) / 1_000);
}

/** The same seconds if they are within bounds, else null. */
export const bounded = (seconds: number): number | null =>
  seconds >= soonestSeconds && seconds <= latestSeconds ? Math.round(seconds) : null;

function targetOf(at: string, nowMs: number, offset: string): number | null {
  if (/^\d{1,2}:\d{2}$/.test(at)) return nextTimeOfDay(at.padStart(5, '0'), nowMs, offset);
  const [, local, , given] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?$/.exec(at) ?? [];
  const targetMs = local === undefined ? Number.NaN : Date.parse(`${local}${given ?? offset}`);
  return Number.isNaN(targetMs) ? null : targetMs;
}

/** Today if it is still to come, else tomorrow. */
function nextTimeOfDay(clock: string, nowMs: number, offset: string): number | null {
  const offsetMs = Date.parse(`1970-01-01T00:00:00Z`) - Date.parse(`1970-01-01T00:00:00${offset}`);
  const today = new Date(nowMs + offsetMs).toISOString().slice(0, 10);
  const targetMs = Date.parse(`${today}T${clock}:00${offset}`);
  if (Number.isNaN(targetMs)) return null;
  return targetMs - nowMs >= minuteMs ? targetMs : targetMs + 86_400_000;
}

const offsetOf = (localTime: string): string => /(?:Z|[+-]\d\d:\d\d)$/.exec(localTime)?.[0] ?? 'Z';
