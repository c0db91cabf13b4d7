/** The days that the statistics are of: UTC days, as the ledger counts them. Pure. */

export interface DayRange {
  /** First and last UTC day, such as 2026-11-21; both are in it. */
  from: string;
  to: string;
}

export const daySteps = [7, 14, 30] as const;
const standardDays = 14;
const dayMs = 86_400_000;
/** The longest span whose days can still be told apart in a chart; also what the fidelity figures look back at most. */
const maxDays = 90;

export const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const addDays = (day: string, days: number): string => dayOf(startOf(day) + days * dayMs);

/** A day as an address may give it; null if it is none. */
function readDay(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = startOf(text);
  return Number.isNaN(at) || dayOf(at) !== text ? null : text;
}

export const countDays = ({ from, to }: DayRange): number => Math.round((startOf(to) - startOf(from)) / dayMs) + 1;

/** Every day of a range, oldest first. */
export const daysOf = (range: DayRange): string[] =>
  Array.from({ length: countDays(range) }, (_, index) => addDays(range.from, index));

/**
 * The range that an address means: `days` back from today, or `from` and `to`. What cannot be is put right: ends in the
 * wrong order are swapped, days to come are left out, and more than 90 days are cut at the beginning.
 */
export function readRange(
  given: { days: string | null; from: string | null; to: string | null },
  today: string,
): DayRange & { days: number | null } {
  const from = readDay(given.from);
  const to = readDay(given.to);
  if (from === null && to === null) {
    const days = daySteps.find((step) => String(step) === given.days) ?? standardDays;
    return { from: addDays(today, 1 - days), to: today, days };
  }
  const ends = [from ?? to ?? today, to ?? today].map((day) => (day > today ? today : day)).toSorted();
  const [first = today, last = today] = ends;
  const earliest = addDays(last, 1 - maxDays);
  return { from: first < earliest ? earliest : first, to: last, days: null };
}

/** How many days back from today a range reaches, 1 to 90: what a figure without a last day is asked for. */
export const daysBack = ({ from }: DayRange, today: string): number =>
  Math.min(maxDays, Math.max(1, countDays({ from, to: today })));

/** "21 Nov", in UTC as the day itself. */
export const shortDay = (day: string): string =>
  new Date(startOf(day)).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
