import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PriceFile } from '../../../../server/contract/prices.ts';
import { ClaqueError } from '../../../../server/kernel/errors.ts';
import { parseYaml } from '../../../../server/systems/scenarios/index.ts';
import type { ModelUsage } from '../../../../server/language/port.ts';
import { loadPrices } from '../../../../server/systems/usage/index.ts';
import { costNanoUsd, priceOf, tokensOf, worstCostNanoUsd } from '../../../../server/systems/usage/pricing.ts';

const prices = loadPrices(fileURLToPath(new URL('../../../../seeds/prices.yaml', import.meta.url)));
const haiku = priceOf(prices, 'anthropic', 'claude-haiku-5-5')!;
const sonnet = priceOf(prices, 'anthropic', 'claude-sonnet-5-5')!;
const none: ModelUsage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
};

describe('the price file that ships (BC-8)', () => {
  test('is dated, and prices a million tokens of each kind in whole nano-dollars', () => {
    expect(prices.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    const million = 1_000_000;
    const dollar = 1_000_000_000;
    expect(costNanoUsd(sonnet, { ...none, inputTokens: million })).toBe(2 * dollar);
    expect(costNanoUsd(sonnet, { ...none, outputTokens: million })).toBe(10 * dollar);
    expect(costNanoUsd(sonnet, { ...none, cacheReadTokens: million })).toBe(0.1 * dollar);
    expect(costNanoUsd(sonnet, { ...none, cacheWrite5mTokens: million })).toBe(2.5 * dollar);
    expect(costNanoUsd(sonnet, { ...none, cacheWrite1hTokens: million })).toBe(4 * dollar);
  });

  test('a prompt over 100,000 tokens pays the price of its tier for all of the call, cached parts counted (F-20)', () => {
    const usage = { ...none, inputTokens: 100_000, outputTokens: 100 };
    expect(costNanoUsd(haiku, usage)).toBe(100_000 * 100 + 100 * 500);
    expect(costNanoUsd(haiku, { ...usage, inputTokens: 100_001 })).toBe(5 * (100_001 * 100 + 100 * 500));
    expect(costNanoUsd(haiku, { ...usage, cacheReadTokens: 1 })).toBe(5 * (100_000 * 100 + 10 + 100 * 500));
    expect(worstCostNanoUsd(haiku, 100_001, 0)).toBe(100_001 * 500 * 2);
  });

  test('ollama and scripted cost no dollars under any name, and an unknown model has no price at all (F-18)', () => {
    for (const provider of ['ollama', 'scripted'])
      expect(worstCostNanoUsd(priceOf(prices, provider, 'whatever:7b')!, 5_000, 5_000)).toBe(0);
    expect(priceOf(prices, 'anthropic', 'claude-sonnet-4-5')).toBeNull();
    expect(priceOf(prices, 'anthropic', '*')).toBeNull();
    expect(priceOf(prices, 'nobody', 'scripted')).toBeNull();
  });
});

const row = `date: 2026-11-01
source: a test
models:
  - provider: anthropic
    model: m
    inputUsdPerMillionTokens: 1
    outputUsdPerMillionTokens: 2
`;

test.each([
  [
    'a price that is no number',
    'inputUsdPerMillionTokens: 1',
    'inputUsdPerMillionTokens: much',
    'line 6, field models.0.inputUsdPerMillionTokens',
  ],
  [
    'a negative price',
    'outputUsdPerMillionTokens: 2',
    'outputUsdPerMillionTokens: -2',
    'line 7, field models.0.outputUsdPerMillionTokens',
  ],
  [
    'a paid provider for nothing',
    'inputUsdPerMillionTokens: 1',
    'inputUsdPerMillionTokens: 0',
    'anthropic is never free',
  ],
  ['one price for every paid model', 'model: m', "model: '*'", 'name the model'],
  ['no date', 'date: 2026-11-01\n', '', 'field date'],
  ['a field that does not exist', 'model: m', 'model: m\n    discount: 1', 'field models.0.discount'],
  [
    'two rows for one model',
    row.slice(row.indexOf('  - ')),
    row.slice(row.indexOf('  - ')).repeat(2),
    'has a row already',
  ],
])('a price file with %s is refused by file, line and field', (_name, from, to, expected) => {
  expect(() => parseYaml(row, 'prices.yaml', PriceFile)).not.toThrow();
  const read = () => parseYaml(row.replace(from, to), 'prices.yaml', PriceFile);
  expect(read).toThrow(ClaqueError);
  expect(read).toThrow(/prices\.yaml, line \d+/);
  expect(read).toThrow(expected);
});

test('no split of the prompt into fresh, cached and written tokens costs more than the worst case, or less than whole nano-dollars', () => {
  const tokens = fc.nat({ max: 60_000 });
  const usage = fc.record({
    inputTokens: tokens,
    outputTokens: tokens,
    cacheReadTokens: tokens,
    cacheWrite5mTokens: tokens,
    cacheWrite1hTokens: tokens,
  });
  const usd = fc.double({ min: 0.000_1, max: 100, noNaN: true });
  const price = fc
    .record({ input: usd, output: usd, read: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map(({ input, output, read }) => ({
      ...haiku,
      inputUsdPerMillionTokens: input,
      outputUsdPerMillionTokens: output,
      cacheReadFactor: read,
    }));
  fc.assert(
    fc.property(price, usage, (somePrice, some) => {
      const cost = costNanoUsd(somePrice, some);
      expect(Number.isSafeInteger(cost)).toBe(true);
      expect(cost).toBeLessThanOrEqual(
        worstCostNanoUsd(somePrice, tokensOf(some) - some.outputTokens, some.outputTokens),
      );
    }),
  );
});
