import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Caps, CostCap } from '../../../server/contract/usage.ts';
import {
  changeOf,
  effectOf,
  effectSentence,
  faultOf,
  faultsOf,
  formOf,
  isChanged,
} from '../../../admin/src/components/settings/caps-form.ts';
import { forecastWords } from '../../../admin/src/components/settings/forecast-words.ts';
import { gapOf, gapWords, paceSentence } from '../../../admin/src/components/settings/pace-figures.ts';
import { healthOf } from '../../../admin/src/components/settings/provider-words.ts';

const caps = (given: { tokens?: number; usd?: number; spent?: number } = {}): Caps => ({
  default: { capTokens: given.tokens ?? 100_000, capUsd: given.usd ?? 1 },
  venture: {
    day: '2026-11-21',
    tokens: { capTokens: 2_400_000, spentTokens: given.spent ?? 0, reservedTokens: 0 },
    usd: { capUsd: 10, spentUsd: 0, reservedUsd: 0 },
    isCapped: false,
    forecast: null,
  },
});
const standing = (botId: string, spentTokens: number, given: Partial<CostCap> = {}): CostCap => ({
  botId,
  day: '2026-11-21',
  tokens: { capTokens: 100_000, spentTokens, reservedTokens: 0, source: 'default' },
  usd: { capUsd: 1, spentUsd: 0, reservedUsd: 0, source: 'default' },
  isCapped: false,
  forecast: null,
  ...given,
});

describe('the caps as typed', () => {
  it('read back what the server said, grouped for the eye (BC-9)', () => {
    const figure = fc.integer({ min: 0, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(figure, fc.integer({ min: 0, max: 1_000_000_000 }), (tokens, thousandths) => {
        const given = caps({ tokens, usd: thousandths / 1_000 });
        expect(faultsOf(formOf(given))).toEqual({});
        expect(changeOf(formOf(given)).default).toEqual(given.default);
        expect(isChanged(formOf(given), given)).toBe(false);
      }),
    );
  });

  it.each(['', ' ', '1.5', '-1', '1e5', 'many', '1000000000001'])('refuse as tokens: “%s” (BC-9)', (text) =>
    expect(faultOf('botTokens', text)).not.toBeNull(),
  );
  it.each(['', '-1', '1.', '$1', '1000001', 'NaN'])('refuse as dollars: “%s” (BC-9)', (text) =>
    expect(faultOf('ventureUsd', text)).not.toBeNull(),
  );
  it.each(['0', '0.05', '1.50', '1 000'])('take as dollars: “%s” (BC-9)', (text) =>
    expect(faultOf('ventureUsd', text)).toBeNull(),
  );

  it('count as changed while they cannot be saved, so that nothing typed is lost silently (BC-11)', () => {
    expect(isChanged({ ...formOf(caps()), botUsd: 'half' }, caps())).toBe(true);
    expect(isChanged({ ...formOf(caps()), botUsd: '1.0' }, caps())).toBe(false);
  });
});

describe('what a change of caps does at once', () => {
  const bots = [
    standing('spender', 60_000),
    standing('own', 60_000, {
      tokens: { capTokens: 90_000, spentTokens: 60_000, reservedTokens: 0, source: 'custom' },
    }),
    standing('in-flight', 40_000, {
      tokens: { capTokens: 100_000, spentTokens: 40_000, reservedTokens: 15_000, source: 'default' },
    }),
    standing('full', 100_000, { isCapped: true }),
  ];
  const changed = (tokens: number, ventureTokens = 2_400_000) => ({
    default: { capTokens: tokens, capUsd: 1 },
    venture: { capTokens: ventureTokens, capUsd: 10 },
  });

  it('caps who has used or set aside more, but nobody with a cap of its own (BC-9)', () => {
    const effect = effectOf(changed(50_000), caps(), bots);
    expect(effect.cappedIds).toEqual(['spender', 'in-flight']);
    expect(effectSentence(effect, 4)).toContain('2 bots would be capped at once');
  });

  it('frees who had nothing left (BC-9)', () => {
    const effect = effectOf(changed(200_000), caps(), bots);
    expect(effect.freedIds).toEqual(['full']);
    expect(effectSentence(effect, 4)).toContain('1 capped bot would go on');
  });

  it('stops everybody where the venture has nothing left (BC-9)', () => {
    const effect = effectOf(changed(200_000, 10), caps({ spent: 10 }), bots);
    expect(effectSentence(effect, 4)).toContain('all 4 bots would be capped');
  });

  it('says so where it does nothing today (BC-9)', () =>
    expect(effectSentence(effectOf(changed(100_000), caps(), bots), 4)).toContain('No bot would be capped'));

  it('does not cap by dollars that are none: models that cost nothing go on (BC-9)', () => {
    const free = { default: { capTokens: 100_000, capUsd: 0 }, venture: { capTokens: 2_400_000, capUsd: 0 } };
    expect(effectOf(free, caps(), [standing('scripted', 10)])).toEqual({
      cappedIds: [],
      freedIds: [],
      isVentureCapped: false,
    });
  });
});

describe('the forecast of a cap', () => {
  const forecast = {
    limit: 'tokens' as const,
    reachedAt: '2026-11-21T15:40:00.000Z',
    earliest: '2026-11-21T14:55:00.000Z',
    latest: null,
    chanceRatio: 0.8,
  };

  it('has its interval, also where its end lies beyond the day (BC-9)', () => {
    const words = forecastWords({ isCapped: false, forecast });
    expect(words.title).toContain('15:40 UTC');
    expect(words.detail).toBe('80% interval: 14:55 UTC to not at all today.');
  });

  it('says that it is enough, that it is used up, or that nobody knows yet (BC-9)', () => {
    expect(forecastWords({ isCapped: false, forecast: { ...forecast, reachedAt: null } }).detail).toContain(
      '14:55 UTC',
    );
    expect(forecastWords({ isCapped: true, forecast }).title).toBe('Used up.');
    expect(forecastWords({ isCapped: false, forecast: null }).title).toBe('No forecast yet.');
  });
});

describe('the pace in words', () => {
  it('says the gap of each (BC-3)', () =>
    expect((['paused', 'slow', 'normal', 'fast', 'turbo'] as const).map((pace) => gapWords(gapOf(pace)))).toEqual([
      'no heartbeats',
      'every hour',
      'every 15 min',
      'every 2 min',
      'every 10 s',
    ]));
  it('says what all bots amount to (BC-3)', () => {
    expect(paceSentence(900, 24)).toContain('about 96 an hour');
    expect(paceSentence(null, 24)).toContain('24 bots at rest');
  });
});

describe('a provider’s health', () => {
  it('is not good where nothing is configured, whatever was seen last (BC-7)', () => {
    const models = ['a-model'];
    expect(healthOf({ isConfigured: false, health: 'good', models }).label).toBe('not configured');
    expect(healthOf({ isConfigured: true, health: 'unknown', models }).label).toBe('not asked yet');
    expect(healthOf({ isConfigured: true, health: 'good', models }).label).toBe('good');
  });

  it('is not good where no call can be made, or where it did not answer just now (BC-7)', () => {
    expect(healthOf({ isConfigured: true, health: 'good', models: [] }).label).toBe('no model');
    expect(healthOf({ isConfigured: true, health: 'good', models: ['a-model'] }, false).label).toBe('does not answer');
  });
});
