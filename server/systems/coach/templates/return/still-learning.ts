import { figure } from '../../health/part.ts';
import { dayMs } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';
import { counted } from '../../words.ts';
import { countsOf } from '../variants.ts';
import { upliftTable } from './variant-works.ts';

/** After about thirty sessions with one or two each the policy earns what it will earn (docs/learning.md). */
const enough = 40;
const leastSessions = 3;

/** There are too few measurements to know what works. */
export const stillLearning = defineTemplate({
  id: 'still-learning',
  category: 'return',
  needs: ['sessions'],
  metric: 'measuredCount',
  trend: 'sessionCount',
  find: ({ sessions: { sessions, interventions } }, atMs) => {
    const measured = interventions.filter(({ uplift }) => uplift !== null);
    if (sessions.length < leastSessions || measured.length >= enough) return null;
    const recent = measured.filter(({ endedAtMs }) => endedAtMs >= atMs - 7 * dayMs).length;
    return { sessions, measured, missing: enough - measured.length, recent, counts: countsOf(interventions) };
  },
  priority: ({ missing }) => 10 + (20 * missing) / enough,
  title: ({ missing }) => `${counted(missing, 'measurement')} more, and the policy knows what works`,
  text: ({ sessions, measured }) =>
    `${counted(sessions.length, 'session')} of 28 days gave ${counted(measured.length, 'measured intervention')}. Until there are about ${enough}, what the policy prefers is largely what it was given to begin with.`,
  action: () =>
    'Perform a handful of sessions in mode auto as fast as possible: they cost nothing with scripted words.',
  link: () => '/sessions',
  figures: ({ measured, missing, sessions, recent }) => [
    figure('Measured', measured.length, 'count', 'In the last 28 days.'),
    figure('Still to go', missing, 'count'),
    figure('Sessions', sessions.length, 'count', 'In the last 28 days.'),
    figure('Measured in seven days', recent, 'count'),
  ],
  breakdown: ({ counts }) => upliftTable(counts),
  expects: ({ recent, missing }) => ({
    threshold: enough,
    days: 7,
    chance: {
      aboveRatio: recent >= missing ? 0.7 : 0.15,
      reason: `${recent} were measured in the last seven days, and ${missing} are missing: at that pace ${recent >= missing ? 'they come in time; 70% is assumed' : 'they do not come in time; 85% is assumed'}.`,
    },
  }),
});
