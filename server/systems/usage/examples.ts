/** Examples for the API's description. */
import type { Caps, CostCap, CostForecast, UsagePage } from '../../contract/usage.ts';

const totals = {
  callCount: 41,
  estimatedCallCount: 0,
  inputTokens: 21_300,
  outputTokens: 8_140,
  cacheReadTokens: 49_200,
  cacheWrite5mTokens: 1_200,
  cacheWrite1hTokens: 0,
  tokens: 79_840,
  costUsd: 0.006842,
};

export const usageExample: UsagePage = {
  items: [{ day: '2026-11-21', botId: 'mona-field', purpose: 'reply', ...totals }],
  total: 1,
  limit: 50,
  offset: 0,
  totals,
  alertCount: 0,
  pricesDate: '2026-10-31',
};

const tokens = { capTokens: 100_000, spentTokens: 79_840, reservedTokens: 1_400 };
const usd = { capUsd: 1, spentUsd: 0.006842, reservedUsd: 0.0004 };
const forecast = {
  limit: 'tokens',
  reachedAt: '2026-11-21T15:40:00.000Z',
  earliest: '2026-11-21T14:55:00.000Z',
  latest: '2026-11-21T17:20:00.000Z',
  chanceRatio: 0.98,
} as const;

export const costCapExample: CostCap = {
  botId: 'mona-field',
  day: '2026-11-21',
  tokens: { ...tokens, source: 'default' },
  usd: { ...usd, source: 'default' },
  isCapped: false,
  forecast,
};

export const capsExample: Caps = {
  default: { capTokens: 100_000, capUsd: 1 },
  venture: {
    day: '2026-11-21',
    tokens: { ...tokens, capTokens: 2_400_000 },
    usd: { ...usd, capUsd: 10 },
    isCapped: false,
    forecast: null,
  },
};

export const costForecastExample: CostForecast = {
  callCount: 500,
  basis: 'history',
  sampleCount: 41,
  likelyTokens: 973_659,
  likelyUsd: 0.083439,
  lowUsd: 0.0762,
  highUsd: 0.0907,
  worstUsd: 0.3,
};
