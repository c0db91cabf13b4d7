/** Reputation over time: who moved, and how the lines are exported. Pure. */
import type { ReputationHistory } from '../../../../server/contract/bot.ts';
import { toCsv } from '../../csv.ts';

type Series = ReputationHistory['series'][number];

export interface Mover {
  botId: string;
  first: number;
  last: number;
  change: number;
  /** How far above its lowest value, for a small line. */
  heights: number[];
}

/** Who gained most comes first, who lost most last. Bots without a snapshot in these days are left out. */
export const movers = (history: readonly Series[]): Mover[] =>
  history
    .flatMap(({ botId, points }): Mover[] => {
      const first = points[0]?.reputation;
      const last = points.at(-1)?.reputation;
      if (first === undefined || last === undefined) return [];
      const lowest = Math.min(...points.map(({ reputation }) => reputation));
      const heights = points.map(({ reputation }) => reputation - lowest);
      return [{ botId, first, last, change: last - first, heights }];
    })
    .toSorted((a, b) => b.change - a.change || b.last - a.last);

/** Where a bot stood at the end of each day: its last snapshot until then; null before its first. */
export function endOfDays(points: Series['points'], days: readonly string[]): (number | null)[] {
  return days.map((day) => points.findLast(({ at }) => at.slice(0, 10) <= day)?.reputation ?? null);
}

export const reputationCsv = (history: readonly Series[], nameOf: (botId: string) => string) =>
  toCsv(
    ['at', 'bot', 'name', 'reputation'],
    history.flatMap(({ botId, points }) =>
      points.map(({ at, reputation }) => [at, botId, nameOf(botId), Number(reputation.toFixed(4))]),
    ),
  );
