/** Usage, caps and forecasts as the API shows them (BC-8, BC-9). Dollars are decimals here and whole nano-dollars inside. */
import { z } from 'zod';
import { inQuery, ListQuery, pageOf } from './page.ts';

const count = z.int().min(0);
const usd = z.number().min(0);
const Day = z.iso.date().describe('A UTC day, such as 2026-11-21.');
const BotId = z.string().min(1).max(80);
const Purpose = z.string().min(1).max(80);

export const UsageTotals = z
  .strictObject({
    callCount: count,
    estimatedCallCount: count.describe(
      'Calls among them whose true usage is unknown or was absurd, and which were charged at their reservation.',
    ),
    inputTokens: count.describe('Neither read from the cache nor written to it.'),
    outputTokens: count,
    cacheReadTokens: count,
    cacheWrite5mTokens: count.describe('Written to the cache for 5 minutes.'),
    cacheWrite1hTokens: count.describe('Written to the cache for an hour.'),
    tokens: count.describe('All of these together: what counts towards a cap.'),
    costUsd: usd,
  })
  .meta({ id: 'UsageTotals' });
export type UsageTotals = z.infer<typeof UsageTotals>;

export const UsageRow = UsageTotals.extend({ day: Day, botId: z.string(), purpose: z.string() }).meta({
  id: 'UsageRow',
  description: 'What one bot used for one purpose on one day.',
});
export type UsageRow = z.infer<typeof UsageRow>;

export const UsagePage = pageOf(UsageRow, 'UsageRowPage')
  .extend({
    totals: UsageTotals.describe('Of all rows that match, not of the page.'),
    alertCount: count.describe(
      'Usage reports that were absurd and were clamped, in the same days and of the same bot.',
    ),
    pricesDate: Day.describe('The date of the price file in force.'),
  })
  .meta({ id: 'UsagePage' });
export type UsagePage = z.infer<typeof UsagePage>;

export const UsageQuery = ListQuery.extend({
  from: Day.optional().meta({ description: 'First UTC day.', example: '2026-11-15' }),
  to: Day.optional().meta({ description: 'Last UTC day.', example: '2026-11-21' }),
  botId: BotId.optional().meta({
    description: 'Calls of this bot only: the id of its persona.',
    example: 'mona-field',
  }),
  purpose: Purpose.optional().meta({ description: 'Calls for this purpose only.', example: 'reply' }),
}).refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
  path: ['from'],
  message: 'must not be after to',
});
export type UsageQuery = z.infer<typeof UsageQuery>;

const capTokens = count.max(1_000_000_000_000).describe('Tokens a UTC day at most.');
const capUsd = usd.max(1_000_000).describe('US dollars a UTC day at most.');

export const Cap = z.strictObject({ capTokens, capUsd }).meta({ id: 'Cap' });
export type Cap = z.infer<typeof Cap>;

export const CapsChange = z
  .strictObject({
    default: Cap.describe('What each bot may use unless it has a cap of its own.'),
    venture: Cap.describe('What all of the venture may use together.'),
  })
  .meta({ id: 'CapsChange' });
export type CapsChange = z.infer<typeof CapsChange>;

export const CostCapChange = z
  .strictObject({
    capTokens: capTokens.nullable().describe('Tokens a UTC day at most; null: the default.'),
    capUsd: capUsd.nullable().describe('US dollars a UTC day at most; null: the default.'),
  })
  .meta({ id: 'CostCapChange' });
export type CostCapChange = z.infer<typeof CostCapChange>;

const moment = z.iso.datetime().nullable();
export const UsageForecast = z
  .strictObject({
    limit: z.enum(['tokens', 'usd']).describe('Which of the two caps is reached first.'),
    reachedAt: moment.describe('At the rate of the last hours; null if not before the day ends.'),
    earliest: moment.describe('The ends of the 80% interval, null where they lie after the end of the day.'),
    latest: moment,
    chanceRatio: z.number().min(0).max(1).describe('The chance that it is reached before the day ends.'),
  })
  .meta({ id: 'UsageForecast', description: 'When a cap will be reached, and how sure that is.' });
export type UsageForecast = z.infer<typeof UsageForecast>;

const standing = {
  day: Day.describe('The UTC day that these figures are of.'),
  tokens: z.strictObject({ capTokens, spentTokens: count, reservedTokens: count }),
  usd: z.strictObject({ capUsd, spentUsd: usd, reservedUsd: usd }),
  isCapped: z.boolean().describe('Nothing is left of one of them today; the next UTC day begins anew.'),
  forecast: UsageForecast.nullable().describe('null while there are too few calls to tell.'),
};

export const VentureUsage = z.strictObject(standing).meta({ id: 'VentureUsage' });
export type VentureUsage = z.infer<typeof VentureUsage>;

export const Caps = z
  .strictObject({ default: Cap, venture: VentureUsage })
  .meta({ id: 'Caps', description: 'The caps of a venture, and where it stands today.' });
export type Caps = z.infer<typeof Caps>;

const source = z.enum(['default', 'custom']).describe('Whether the default holds or a cap of its own.');

export const CostCap = z
  .strictObject({
    ...standing,
    botId: z.string(),
    tokens: standing.tokens.extend({ source }),
    usd: standing.usd.extend({ source }),
  })
  .meta({ id: 'CostCap', description: 'The caps in force for a bot, and where it stands today.' });
export type CostCap = z.infer<typeof CostCap>;

const tokensOfCall = inQuery(z.int().min(0).max(100_000_000));
export const CostForecastQuery = z.strictObject({
  provider: z
    .string()
    .min(1)
    .max(40)
    .meta({ description: 'Who would answer: scripted, ollama or anthropic.', example: 'anthropic' }),
  model: z
    .string()
    .min(1)
    .max(120)
    .meta({ description: 'The model, as the price file names it.', example: 'claude-haiku-5-5' }),
  purpose: Purpose.optional().meta({ description: 'Look at calls for this purpose only.', example: 'reply' }),
  callCount: inQuery(z.int().min(0).max(10_000_000)).meta({
    description: 'How many calls are planned.',
    example: 1_000,
  }),
  inputTokens: tokensOfCall.default(2_000).describe('Tokens of a prompt at most.'),
  outputTokens: tokensOfCall.default(400).describe('Tokens of an answer at most.'),
});
export type CostForecastQuery = z.infer<typeof CostForecastQuery>;

export const CostForecast = z
  .strictObject({
    callCount: count,
    basis: z
      .enum(['history', 'price'])
      .describe('From calls of the same model in the last 30 days, or, with too few of them, from its price alone.'),
    sampleCount: count.describe('How many calls were looked at.'),
    likelyTokens: count,
    likelyUsd: usd,
    lowUsd: usd.describe('Ends of the 80% interval; from the price alone they are 0 and the most it can cost.'),
    highUsd: usd,
    worstUsd: usd.describe('The most it can cost with prompts and answers of the length given.'),
  })
  .meta({ id: 'CostForecast', description: 'What planned calls are likely to cost.' });
export type CostForecast = z.infer<typeof CostForecast>;

const amount = z.strictObject({ tokens: count.nullable(), nanoUsd: count.nullable() });

/** What the usage system writes into the activity log; payload by type. */
export const UsageActivity = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('usage.cap_changed'),
    payload: z.strictObject({ ventureId: z.string(), holder: z.string(), cap: amount, by: z.string() }),
  }),
  z.strictObject({
    type: z.literal('usage.clamped'),
    payload: z.strictObject({ ventureId: z.string(), botId: z.string(), sentence: z.string() }),
  }),
  z.strictObject({
    type: z.literal('usage.estimated'),
    payload: z.strictObject({ ventureId: z.string(), callCount: count, tokens: count, nanoUsd: count }),
  }),
]);
export type UsageActivity = z.infer<typeof UsageActivity>;
