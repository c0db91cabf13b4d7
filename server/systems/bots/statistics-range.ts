/** Which stretch of time statistics are about, and how it is cut: pure. */
import type { StatisticsQuery } from '../../contract/bot.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** What is looked at unless a first day is given. */
const standardDays = 7;
/** Points of a line at most: more than a screen has room for. */
const mostSlots = 500;

/** From `fromMs` on, and before `toMs`, in ms since 1970. */
export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Whole UTC days, the last one included; without a first day the last seven days up to the end. */
export function rangeOf({ from, to }: Pick<StatisticsQuery, 'from' | 'to'>, nowMs: number): Range {
  const toMs = to === undefined ? nowMs + 1 : Date.parse(to) + dayMs;
  return { fromMs: from === undefined ? toMs - standardDays * dayMs : Date.parse(from), toMs };
}

/**
 * Cuts a range into slots of whole hours that begin with an hour, 500 at most.
 *
 * @returns Where the first begins, at or before the range does, and how long each is, in ms.
 */
export function slotsOf({ fromMs, toMs }: Range): { beginMs: number; lengthMs: number } {
  const beginMs = Math.floor(fromMs / hourMs) * hourMs;
  const hourCount = Math.max(1, Math.ceil((toMs - beginMs) / hourMs));
  return { beginMs, lengthMs: Math.ceil(hourCount / mostSlots) * hourMs };
}
