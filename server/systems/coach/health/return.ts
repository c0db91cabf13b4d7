/** Health, part return: the engagement that interventions win, for what models cost (CO-2). Pure. */
import { dayMs, sumOfLast } from '../knowledge/days.ts';
import type { SessionData } from '../knowledge/sessions.ts';
import type { UsageData } from '../knowledge/usage.ts';
import { leastCostUsd } from '../metrics.ts';
import type { PartFinding } from './part.ts';
import { figure, rounded, scale } from './part.ts';

/** A minute won for a cent is full, one for a dollar nothing; by orders of magnitude in between. Assumed. */
const fullPerUsd = 100;
const zeroPerUsd = 1;
const windowDays = 14;

export const returnFormula =
  'Engaged minutes that interventions won in 14 days (against the same sessions without any) over the dollars that models cost in them, a cent at least. Full at 100 minutes for a dollar, nothing at one, by orders of magnitude in between; nothing where nothing was won.';

/** @param usage Null where no model was called: then it cost nothing. */
export function returnPart(
  { sessions, interventions }: SessionData,
  usage: UsageData | null,
  atMs: number,
): PartFinding {
  const sinceMs = atMs - windowDays * dayMs;
  const recent = sessions.filter(({ endedAtMs }) => endedAtMs >= sinceMs);
  const metCount = interventions.filter(({ isStarted, endedAtMs }) => isStarted && endedAtMs >= sinceMs).length;
  if (metCount === 0) return { missing: 'No attendee has met an intervention in a session of the last 14 days.' };
  const won = recent.reduce((sum, { wonMinutes }) => sum + wonMinutes, 0);
  const cost = usage === null ? 0 : sumOfLast(usage.usd, windowDays);
  const perUsd = won / Math.max(leastCostUsd, cost);
  const points = perUsd <= zeroPerUsd ? 0 : scale(Math.log10(perUsd), Math.log10(zeroPerUsd), Math.log10(fullPerUsd));
  return {
    points,
    inputs: [
      figure('Engaged minutes won for a dollar', perUsd, 'minutes_per_usd'),
      figure('Engaged minutes won in 14 days', won, 'minutes'),
      figure('What models cost in 14 days', cost, 'usd', cost < leastCostUsd ? 'Counts as a cent.' : null),
      figure('Interventions that attendees met in 14 days', metCount, 'count'),
    ],
    arithmetic: `${rounded(won)} minutes ÷ $${Math.max(leastCostUsd, cost).toFixed(2)} = ${rounded(perUsd)} for a dollar, which is ${rounded(points)} points.`,
  };
}
