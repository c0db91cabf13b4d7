/** A span of days, chosen and said. Days are UTC, as the server counts them. Pure. */

export interface Days {
  /** First and last day, "2026-11-21"; null: no end on that side. */
  readonly from: string | null;
  readonly to: string | null;
}

const dayMs = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** What is chosen most often, from today back. @param nowMs By the server. */
export const usualDays = (nowMs: number): { label: string; days: Days }[] => [
  { label: 'Any day', days: { from: null, to: null } },
  { label: 'Today', days: { from: dayOf(nowMs), to: null } },
  { label: 'Last 7 days', days: { from: dayOf(nowMs - 6 * dayMs), to: null } },
  { label: 'Last 30 days', days: { from: dayOf(nowMs - 29 * dayMs), to: null } },
];

/** "Any day", "Last 7 days", "since 1 Nov 2026", "1 Nov to 3 Nov 2026". @param nowMs By the server. */
export function daysWords({ from, to }: Days, nowMs: number): string {
  const usual = usualDays(nowMs).find(({ days }) => days.from === from && days.to === to);
  if (usual) return usual.label;
  if (from === to && from !== null) return wordsOf(from);
  if (to === null) return `since ${wordsOf(from ?? '')}`;
  if (from === null) return `until ${wordsOf(to)}`;
  return `${wordsOf(from).replace(` ${to.slice(0, 4)}`, '')} to ${wordsOf(to)}`;
}

/** What an address asks for need not be a day: it is shown as it is. */
function wordsOf(day: string): string {
  const ms = Date.parse(day);
  if (Number.isNaN(ms)) return day;
  return new Date(ms).toLocaleDateString('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });
}
