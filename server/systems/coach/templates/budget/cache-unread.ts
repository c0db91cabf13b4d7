import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';
import { worded } from '../../words.ts';

/** Rules and persona come first in every prompt; of long ones more than this could be read from the cache. Assumed. */
const mostRead = 0.2;
const leastPromptTokens = 100_000;

/** Prompts are paid for in full although their beginnings repeat. */
export const cacheUnread = defineTemplate({
  id: 'cache-unread',
  category: 'budget',
  needs: ['usage'],
  metric: 'cacheReadRatio',
  trend: 'costPerDay',
  find: ({ usage: { cache, byPurpose, usd } }) => {
    const ratio = cache.promptTokens === 0 ? 0 : cache.readTokens / cache.promptTokens;
    if (cache.promptTokens < leastPromptTokens || ratio > mostRead) return null;
    return { ...cache, ratio, byPurpose, cost: usd.slice(-7).reduce((sum, day) => sum + day, 0) };
  },
  priority: ({ ratio, cost }) => 20 + 100 * (mostRead - ratio) + Math.min(20, cost),
  title: ({ ratio }) => `Only ${percent(ratio)} of prompt tokens come from the cache`,
  text: ({ promptTokens, ratio }) =>
    `Of ${worded(promptTokens, 'tokens')} in prompts to Anthropic in seven days ${percent(ratio)} were read from its cache, at a tenth of the price or less; the others were paid in full. Either heartbeats come further apart than the cache lives, or prompts are too short to be cached.`,
  action: () => 'Set CLAQUE_CACHE_LIFE to 1h, or have bots on one model beat closer together.',
  link: () => '/statistics',
  figures: ({ ratio, promptTokens, readTokens, cost }) => [
    figure('Read from the cache', ratio, 'ratio'),
    figure('Tokens in prompts', promptTokens, 'tokens', 'Of seven days.'),
    figure('Of these read from the cache', readTokens, 'tokens'),
    figure('Cost of seven days', cost, 'usd'),
  ],
  breakdown: ({ byPurpose }) =>
    breakdownOf(
      [
        ['Purpose', null],
        ['Calls', 'count'],
        ['Tokens', 'tokens'],
        ['Cost', 'usd'],
      ],
      byPurpose.map(({ purpose, callCount, tokens, usd }) => [purpose, callCount, tokens, usd]),
    ),
  expects: () => ({ threshold: mostRead, days: 7 }),
});
