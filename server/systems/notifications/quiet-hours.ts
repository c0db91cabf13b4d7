/** Quiet hours: by the clock on the wall of whoever reads, wherever that hangs. */
import { Temporal } from 'temporal-polyfill';
import type { NotificationPreferences } from '../../contract/notification.ts';

/**
 * Whether a moment lies in quiet hours, from `from` on and before `to`; they may go over midnight. In a night in which
 * the clock is put back the same hour is quiet twice; an hour that is skipped is never met.
 *
 * @param atMs Milliseconds since 1970.
 */
export function isInQuietHours(hours: NotificationPreferences['quietHours'], atMs: number): boolean {
  if (hours === null) return false;
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(hours.timeZone).toPlainTime();
  const isFrom = Temporal.PlainTime.compare(local, hours.from) >= 0;
  const isBefore = Temporal.PlainTime.compare(local, hours.to) < 0;
  return hours.from < hours.to ? isFrom && isBefore : isFrom || isBefore;
}

/** Whether there is such a time zone. @param name An IANA name, such as Europe/Berlin. */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
