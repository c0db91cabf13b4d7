import { breakdownOf } from '../../breakdown.ts';
import { figure } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';
import { counted } from '../../words.ts';

/** Bots paused themselves since their provider needs a person. */
export const botsPaused = defineTemplate({
  id: 'bots-paused',
  category: 'operations',
  needs: ['heartbeats'],
  metric: 'pausedBots',
  trend: 'heartbeatFailureRatio',
  find: ({ heartbeats: { bots } }) => {
    const paused = bots.filter(({ ownPauseReason }) => ownPauseReason !== null);
    if (paused.length === 0) return null;
    return { bots, paused, byPerson: bots.filter((bot) => bot.isPaused && bot.ownPauseReason === null).length };
  },
  priority: ({ paused, bots }) => 45 + (45 * paused.length) / bots.length,
  title: ({ paused }) => `${counted(paused.length, 'bot')} paused by themselves`,
  text: ({ paused, bots }) =>
    `${paused.length} of ${bots.length} bots wait for a person, the first since: ${paused[0]!.ownPauseReason} They do nothing until somebody resumes them.`,
  action: ({ paused }) => `Mend what ${paused[0]!.name} says, and resume it.`,
  link: ({ paused }) => `/bots/${paused[0]!.botId}`,
  figures: ({ paused, bots, byPerson }) => [
    figure('Paused by themselves', paused.length, 'count'),
    figure('Bots', bots.length, 'count'),
    figure('Share of the community', paused.length / bots.length, 'ratio'),
    figure('Paused by people', byPerson, 'count'),
  ],
  breakdown: ({ paused }) =>
    breakdownOf(
      [
        ['Bot', null],
        ['Why', null],
      ],
      paused.map(({ name, ownPauseReason }) => [name, ownPauseReason]),
    ),
  expects: ({ paused }) => ({
    threshold: paused.length,
    days: 1,
    chance: {
      aboveRatio: 0.8,
      reason:
        'Nothing but a person ends such a pause, and people look at a community about once a day; 80% is assumed.',
    },
  }),
});
