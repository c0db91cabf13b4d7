import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  callsAtPace,
  faultsOf,
  readEstimate,
  writeEstimate,
} from '../../../admin/src/components/statistics/estimate.ts';
import { countDays, daysBack, daysOf, readRange, shortDay } from '../../../admin/src/components/statistics/range.ts';
import { readTab } from '../../../admin/src/components/statistics/tabs.ts';

const today = '2026-11-21';
const nothing = { days: null, from: null, to: null };

describe('the days of the statistics', () => {
  it('are the last fourteen unless the address says otherwise (BC-12)', () => {
    expect(readRange(nothing, today)).toEqual({ from: '2026-11-08', to: today, days: 14 });
    expect(readRange({ ...nothing, days: '7' }, today)).toEqual({ from: '2026-11-15', to: today, days: 7 });
    expect(readRange({ ...nothing, days: '8' }, today).days).toBe(14);
  });

  it('obey two ends, put right if they are the wrong way round (BC-12)', () => {
    const given = { days: '7', from: '2026-11-10', to: '2026-11-03' };
    expect(readRange(given, today)).toEqual({ from: '2026-11-03', to: '2026-11-10', days: null });
  });

  it('never reach into the future or further back than 90 days, whatever the address says (BC-12)', () => {
    const day = fc.option(
      fc.oneof(
        fc.string(),
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
      ),
    );
    fc.assert(
      fc.property(day, day, (from, to) => {
        const range = readRange({ days: null, from, to }, today);
        expect(range.from <= range.to && range.to <= today).toBe(true);
        expect(countDays(range)).toBeLessThanOrEqual(90);
        expect(daysOf(range)).toHaveLength(countDays(range));
        expect(daysBack(range, today)).toBeGreaterThanOrEqual(1);
        expect(daysBack(range, today)).toBeLessThanOrEqual(90);
      }),
    );
  });

  it('take a day that there is not for none (BC-12)', () =>
    expect(readRange({ ...nothing, from: '2026-02-31' }, today).days).toBe(14));

  it('read as a person writes them', () => expect(shortDay('2026-11-08')).toBe('8 Nov'));
  it('open the first tab where an address names none', () =>
    expect([readTab(null), readTab('alike'), readTab('x')]).toEqual(['usage', 'alike', 'usage']));
});

describe('a planned day', () => {
  const standard = {
    provider: 'anthropic',
    model: 'claude-haiku-5-5',
    botCount: 24,
    callsPerBot: 96,
    inputTokens: 2_000,
    outputTokens: 400,
  };

  it('survives the address (BC-8)', () => {
    const figure = fc.integer({ min: 0, max: 1_000 });
    const plan = fc.record({
      provider: fc.constantFrom('ollama', 'anthropic'),
      model: fc.constantFrom('qwen3:8b', 'claude-opus-5-5'),
      botCount: figure,
      callsPerBot: figure,
      inputTokens: figure,
      outputTokens: figure,
    });
    fc.assert(
      fc.property(plan, (given) => {
        expect(readEstimate(writeEstimate(given), standard)).toEqual(given);
      }),
    );
  });

  it.each([null, '', 'anthropic~x', 'a~b~1~2~3~x', 'a~b~1~2~-3~4', '~b~1~2~3~4'])(
    'is the standard one where the address is of no use: %s',
    (text) => expect(readEstimate(text, standard)).toEqual(standard),
  );

  it('is not asked where it cannot be (BC-8)', () => {
    expect(faultsOf(standard)).toEqual([]);
    expect(faultsOf({ ...standard, botCount: Number.NaN })[0]).toContain('Bots');
    expect(faultsOf({ ...standard, botCount: 10_000, callsPerBot: 8_640 })[0]).toContain('10 million');
  });

  it('counts the heartbeats of each pace (BC-3)', () =>
    expect(callsAtPace).toEqual({ slow: 24, normal: 96, fast: 720, turbo: 8_640 }));
});
