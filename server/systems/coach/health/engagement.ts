/** Health, part engagement: how engaged attendees are, and where that goes (CO-2). Pure. */
import { categoryFloors } from '../../../contract/vocabulary.ts';
import { dayMs } from '../knowledge/days.ts';
import type { EndedSession, SessionData } from '../knowledge/sessions.ts';
import type { PartFinding } from './part.ts';
import { figure, scale, weighed } from './part.ts';

/** Engaged minutes against the week before: a tenth more is full, half of them nothing. Assumed. */
const trendFull = 1.1;
const trendZero = 0.5;

export const engagementFormula =
  '50% for the trend: the engaged minutes of seven days (minutes attended, each weighted by its engagement score) over those of the seven days before; full at 110%, nothing at 50%. 50% for the level: engaged minutes over minutes attended; full at 70%, the floor of a high score, nothing at 30%, that of a low one. What has no data is left out, and its share goes to the other.';

export function engagementPart({ sessions }: SessionData, atMs: number): PartFinding {
  const week = sessions.filter(({ endedAtMs }) => endedAtMs >= atMs - 7 * dayMs);
  const before = sessions.filter(({ endedAtMs }) => endedAtMs >= atMs - 14 * dayMs && endedAtMs < atMs - 7 * dayMs);
  const engaged = minutesOf(week, 'engagedMinutes');
  const engagedBefore = minutesOf(before, 'engagedMinutes');
  const attended = minutesOf(week, 'attendedMinutes');
  const trend = engagedBefore > 0 ? engaged / engagedBefore : null;
  const level = attended > 0 ? engaged / attended : null;
  const noTrend = 'Nobody was engaged in the seven days before: there is nothing to compare with.';
  const noLevel = 'No session with attendees has ended in the last seven days.';
  return weighed(
    [
      {
        name: 'the trend',
        weight: 0.5,
        input: figure('Engaged minutes against the seven days before', trend, 'ratio', trend === null ? noTrend : null),
        points: trend === null ? null : scale(trend, trendZero, trendFull),
      },
      {
        name: 'the level',
        weight: 0.5,
        input: figure('Engaged minutes over minutes attended', level, 'ratio', level === null ? noLevel : null),
        points: level === null ? null : scale(level, categoryFloors.low, categoryFloors.high),
      },
    ],
    [
      figure('Engaged minutes of seven days', engaged, 'minutes'),
      figure('Engaged minutes of the seven days before', engagedBefore, 'minutes'),
      figure('Sessions of seven days', week.length, 'count'),
    ],
  );
}

const minutesOf = (sessions: readonly EndedSession[], which: 'engagedMinutes' | 'attendedMinutes'): number =>
  sessions.reduce((sum, session) => sum + session[which], 0);
