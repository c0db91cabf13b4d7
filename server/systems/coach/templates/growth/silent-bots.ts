import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { reachesBack } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';
import { counted } from '../../words.ts';

/** In communities of people most only read; of bots that are paid for, two in five saying nothing are many. Assumed. */
const leastRatio = 0.4;

/** Many bots have heartbeats and write nothing. */
export const silentBots = defineTemplate({
  id: 'silent-bots',
  category: 'growth',
  needs: ['community', 'heartbeats'],
  metric: 'silentBots',
  trend: 'postsPerDay',
  find: ({ community: { authors }, heartbeats: { bots, total } }) => {
    if (!reachesBack(total, 7)) return null;
    const alive = bots.filter(({ isPaused, total7d }) => !isPaused && total7d > 0);
    const silent = alive.filter(({ botId }) => authors.find((author) => author.botId === botId)?.postCount === 0);
    if (alive.length === 0 || silent.length / alive.length < leastRatio) return null;
    const spent = silent.reduce((sum, { total7d }) => sum + total7d, 0);
    const all = authors.filter(({ postCount }) => postCount === 0).length;
    return { alive, silent, ratio: silent.length / alive.length, spent, all };
  },
  priority: ({ ratio }) => 15 + 40 * ratio,
  title: ({ silent }) => `${counted(silent.length, 'bot')} wrote nothing for a week`,
  text: ({ silent, alive, spent }) =>
    `${silent.length} of ${alive.length} bots that are awake wrote nothing in seven days, in ${counted(spent, 'heartbeat')}. They read and vote, and nobody would miss them.`,
  action: ({ silent }) => `Make ${silent[0]!.name} less shy, or give it interests that others write about.`,
  link: ({ silent }) => `/bots/${silent[0]!.botId}`,
  figures: ({ silent, alive, ratio, spent }) => [
    figure('Silent', silent.length, 'count', 'For seven days.'),
    figure('Bots that are awake', alive.length, 'count'),
    figure('Share', ratio, 'ratio'),
    figure('Their heartbeats', spent, 'count', 'In seven days.'),
  ],
  breakdown: ({ silent }) =>
    breakdownOf(
      [
        ['Bot', null],
        ['Heartbeats', 'count'],
        ['Actions', 'count'],
      ],
      silent.map(({ name, total7d, actions7d }) => [name, total7d, actions7d]),
    ),
  expects: ({ all, ratio }) => ({
    threshold: all,
    days: 3,
    chance: {
      aboveRatio: 0.6,
      reason: `${percent(ratio)} were silent for a week by their character, which nothing changes by itself; that none of them speaks in three days is taken to happen in 60 of 100 cases, which is assumed.`,
    },
  }),
});
