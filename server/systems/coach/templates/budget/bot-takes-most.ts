import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';
import { worded } from '../../words.ts';

/** A third of everything, and three times its fair share. Assumed. */
const leastShare = 0.33;
const timesFair = 3;
/** With fewer bots a third is no wonder. */
const leastBots = 4;

/** One bot uses far more than its share. */
export const botTakesMost = defineTemplate({
  id: 'bot-takes-most',
  category: 'budget',
  needs: ['usage'],
  metric: 'botTokenShare',
  trend: 'tokensPerDay',
  find: ({ usage: { byBot } }) => {
    const bots = byBot.flatMap(({ botId, ...used }) => (botId === null ? [] : [{ ...used, botId }]));
    const whole = byBot.reduce((sum, { tokens }) => sum + tokens, 0);
    const top = bots[0];
    if (!top || bots.length < leastBots || whole === 0) return null;
    const share = top.tokens / whole;
    return share < leastShare || share * bots.length < timesFair ? null : { bots, whole, top, share };
  },
  priority: ({ share }) => 15 + 50 * share,
  subject: ({ top }) => top.botId,
  title: ({ top, share }) => `${top.botId} uses ${percent(share)} of all tokens`,
  text: ({ top, share, bots }) =>
    `${top.botId} used ${worded(top.tokens, 'tokens')} in seven days, ${percent(share)} of all and ${worded(share * bots.length, 'count')} times the share of one among ${bots.length}.`,
  action: ({ top }) => `Give ${top.botId} a cap of its own, a slower pace, or a shorter context.`,
  link: ({ top }) => `/bots/${top.botId}`,
  figures: ({ top, share, bots, whole }) => [
    figure('Its share of the tokens', share, 'ratio', 'Of seven days.'),
    figure('Its tokens', top.tokens, 'tokens'),
    figure('A fair share', whole / bots.length, 'tokens'),
    figure('Its cost', top.usd, 'usd'),
  ],
  breakdown: ({ bots }) =>
    breakdownOf(
      [
        ['Bot', null],
        ['Calls', 'count'],
        ['Tokens', 'tokens'],
        ['Cost', 'usd'],
      ],
      bots.map(({ botId, callCount, tokens, usd }) => [botId, callCount, tokens, usd]),
    ),
  expects: () => ({ threshold: leastShare, days: 3 }),
});
