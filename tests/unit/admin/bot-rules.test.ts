import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { avatarOf } from '../../../admin/src/components/bot/avatar.ts';
import { botsCsv, filterBots, sortBots } from '../../../admin/src/components/bot/bot-list.ts';
import { chanceText, countdown, reputationText } from '../../../admin/src/components/bot/bot-figures.ts';
import { budgetLeft, dollars, shortTokens } from '../../../admin/src/components/bot/budget.ts';
import {
  carriedOver,
  copyOf,
  differences,
  type Edited,
  fields,
  partsChanged,
} from '../../../admin/src/components/bot/config-draft.ts';
import { drawnIndex, heartbeatsCsv, kindOf, outcomeOf } from '../../../admin/src/components/bot/heartbeat-bars.ts';
import { feelingOf, linkOf, strengthAfter } from '../../../admin/src/components/bot/memory-figures.ts';
import { daysEnding, forecastText, purposesOf, usageByDay } from '../../../admin/src/components/bot/usage-days.ts';
import { bot, costCap, edited, heartbeat } from './bot-fixtures.ts';

describe('the list of bots', () => {
  const list = [
    bot({ id: 'b', name: 'Bea', reputation: 3, traits: ['dry'] }),
    bot({ id: 'a', name: 'Ada', reputation: 3, status: 'capped', nextHeartbeatAt: null }),
    bot({ id: 'c', name: 'Cem', reputation: 9, nextHeartbeatAt: '2026-11-21T09:00:00.000Z' }),
  ];
  const names = (bots: typeof list) => bots.map(({ name }) => name);

  it('finds every word in any of name, traits and model, and joins with the status by and', () => {
    expect(names(filterBots(list, { status: null, text: 'DRY bea' }))).toEqual(['Bea']);
    expect(names(filterBots(list, { status: 'capped', text: 'scripted' }))).toEqual(['Ada']);
    expect(filterBots(list, { status: 'capped', text: 'bea' })).toEqual([]);
  });

  it('sorts by what is asked, then by name, and puts those that will not beat last', () => {
    expect(names(sortBots(list, 'reputation'))).toEqual(['Cem', 'Ada', 'Bea']);
    expect(names(sortBots(list, 'next'))).toEqual(['Cem', 'Bea', 'Ada']);
  });

  it('exports a row for each bot and defuses what a spreadsheet would run (F-42)', () => {
    const lines = botsCsv([bot({ lastSentence: '=1+1' })])
      .trimEnd()
      .split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(",'=1+1,");
  });
});

describe('a budget', () => {
  it('is told by whichever of the two caps is nearer, what is set aside included (BC-9)', () => {
    const left = budgetLeft(
      costCap({ tokens: { capTokens: 100, spentTokens: 40, reservedTokens: 50, source: 'default' } }),
    );
    expect([left.nearer, left.usedRatio]).toEqual(['tokens', 0.9]);
  });

  it('is told in tokens where nothing was used: models on this machine cost no dollars', () => {
    const tokens = { capTokens: 100, spentTokens: 0, reservedTokens: 0, source: 'default' as const };
    const usd = { capUsd: 1, spentUsd: 0, reservedUsd: 0, source: 'default' as const };
    expect(budgetLeft(costCap({ tokens, usd })).nearer).toBe('tokens');
  });

  it('is used up where the cap is nothing', () =>
    expect(budgetLeft(costCap({ usd: { capUsd: 0, spentUsd: 0, reservedUsd: 0, source: 'custom' } })).usedRatio).toBe(
      1,
    ));

  it('never writes a cost that is not zero as zero dollars', () => {
    fc.assert(fc.property(fc.double({ min: 1e-9, max: 1e6, noNaN: true }), (usd) => !/^\$0\.0+$/.test(dollars(usd))));
  });

  it('writes tokens in short', () =>
    expect([950, 12_400, 100_000, 999_600, 2_400_000].map(shortTokens)).toEqual([
      '950',
      '12.4k',
      '100k',
      '1M',
      '2.4M',
    ]));
});

describe('figures of a bot', () => {
  it('counts down in the unit that fits', () =>
    expect([45_000, 720_000, 7_200_000, -5].map(countdown)).toEqual(['in 45 s', 'in 12 min', 'in 2 h', 'due']));

  it('never writes a chance that there is as none', () =>
    expect([0, 0.001, 0.1].map(chanceText)).toEqual(['0%', '<1%', '10%']));

  it('writes reputation as a whole number with a true minus, and no negative zero', () =>
    expect([1204, 12.4, 0, -0.6, -0.01].map(reputationText)).toEqual(['1\u202F204', '12', '0', '−1', '0']));

  it('draws the same face for the same id, and another for another (BC-16)', () => {
    expect(avatarOf('mona-field', '#7c8cff')).toBe(avatarOf('mona-field', '#7c8cff'));
    expect(avatarOf('mona-field', '#7c8cff')).not.toBe(avatarOf('leo-brandt', '#7c8cff'));
    expect(avatarOf('mona-field', '#7c8cff')).toMatch(/^data:image\/svg\+xml/);
  });
});

describe('a heartbeat', () => {
  it('is told by what stopped it before what it did', () => {
    expect(kindOf(heartbeat({ action: 'nothing', gate: 'model' }))).toBe('failed');
    expect(kindOf(heartbeat({ action: 'nothing', gate: 'cap' }))).toBe('gated');
    expect(kindOf(heartbeat({ action: 'reply' }))).toBe('wrote');
    expect(outcomeOf(heartbeat({ action: 'nothing', gate: 'cap' }))).toBe('Did nothing: cap');
  });

  it('shows as drawn the one in whose span the draw fell, never one without a chance', () => {
    const ratios = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(ratios, fc.double({ min: 0, max: 0.999_999, noNaN: true }), (weights, drawRatio) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        fc.pre(total > 0);
        const considered = weights.map((weight) => ({
          action: 'vote' as const,
          target: null,
          chanceRatio: weight / total,
          excludedBy: null,
          why: '',
        }));
        const index = drawnIndex({ considered, drawRatio })!;
        const before = weights.slice(0, index).reduce((sum, weight) => sum + weight, 0) / total;
        expect(considered[index]!.chanceRatio).toBeGreaterThan(0);
        expect(drawRatio).toBeGreaterThanOrEqual(before - 1e-9);
        expect(drawRatio).toBeLessThan(before + considered[index]!.chanceRatio + 1e-9);
      }),
    );
  });

  it('has no drawn one where nothing was drawn', () => expect(drawnIndex(heartbeat())).toBeNull());

  it('is exported with what it considered', () => {
    const considered = [{ action: 'vote' as const, target: null, chanceRatio: 0.25, excludedBy: null, why: '' }];
    expect(heartbeatsCsv([heartbeat({ considered })])).toContain('vote 0.250');
  });
});

describe('a draft of a configuration', () => {
  const anEdit = fc.record({ field: fc.constantFrom(...fields), seed: fc.integer({ min: 0, max: 100 }) });
  /** Another value of the same kind. */
  const change = (state: Edited, { field, seed }: { field: (typeof fields)[number]; seed: number }): Edited => {
    const next = copyOf(state);
    const value = field.read(next);
    field.write(next, Array.isArray(value) ? [`x${seed}`] : typeof value === 'number' ? seed : `y${seed}`);
    return next;
  };

  it('says exactly which fields differ, each with both values (BC-11)', () => {
    const next = copyOf(edited());
    next.config.behaviour.shyness = 35;
    next.cap.capUsd = 2;
    const found = differences(edited(), next).map(({ field, from, to }) => [field.name, from, to]);
    expect(found).toEqual([
      ['behaviour.shyness', 20, 35],
      ['cap.capUsd', null, 2],
    ]);
    expect(partsChanged(edited(), next)).toEqual({ config: true, cap: true });
  });

  it('knows every field of the configuration: none can be lost in a comparison', () => {
    const { config, cap } = edited();
    const names = Object.entries({ ...config, cap }).flatMap(([part, values]) =>
      Object.keys(values).map((key) => `${part}.${key}`),
    );
    expect(fields.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  });

  it('carried over onto what others saved keeps the person’s changes and all others’ (BC-10)', () => {
    fc.assert(
      fc.property(fc.array(anEdit, { maxLength: 6 }), fc.array(anEdit, { maxLength: 6 }), (mine, theirs) => {
        const base = edited();
        const ours = mine.reduce(change, base);
        const now = theirs.reduce(change, base);
        const result = carriedOver({ base, edited: ours }, now);
        const wanted = new Map(differences(base, ours).map(({ field, to }) => [field.name, to]));
        for (const field of fields)
          expect(field.read(result)).toEqual(wanted.has(field.name) ? wanted.get(field.name) : field.read(now));
      }),
    );
  });
});

describe('a memory', () => {
  it('halves in a day and a half and never grows by waiting (BC-5)', () => {
    expect(strengthAfter(0.8, 36)).toBeCloseTo(0.4);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1e4, noNaN: true }), (s, h) => {
        expect(strengthAfter(s, h)).toBeLessThanOrEqual(s);
      }),
    );
  });

  it('links to what a search found only over the web (F-42)', () => {
    const source = (ref: string | null) => ({ kind: 'search' as const, ref, title: null });
    expect(linkOf(source('https://example.org/a'))).toBe('https://example.org/a');
    expect([source('javascript:alert(1)'), source('library/caching'), source(null)].map(linkOf)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('says how the bot feels in words, neutral around nothing', () =>
    expect([0.5, 0.1, -0.4].map((valence) => feelingOf(valence).label)).toEqual([
      'likes it',
      'neutral',
      'dislikes it',
    ]));

  it('dislikes somebody, not something, where it remembers a bot', () =>
    expect([0.5, -0.4].map((valence) => feelingOf(valence, true).label)).toEqual(['likes them', 'dislikes them']));
});

describe('usage by day', () => {
  const row = (day: string, purpose: string, tokens: number) => ({
    day,
    purpose,
    tokens,
    botId: 'mona-field',
    callCount: 1,
    estimatedCallCount: 0,
    costUsd: tokens / 1e6,
    inputTokens: tokens,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
  });

  it('has an entry for every day, over the end of a month too', () =>
    expect(daysEnding('2026-03-01', 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']));

  it('stacks purposes, the largest first, and leaves no token out (BC-8)', () => {
    const rows = [row('2026-11-20', 'reply', 10), row('2026-11-21', 'thread', 30), row('2026-11-21', 'reply', 5)];
    const purposes = purposesOf(rows);
    const days = usageByDay(rows, daysEnding('2026-11-21', 3), purposes);
    expect(purposes).toEqual(['thread', 'reply']);
    expect(days.map(({ tokens, parts }) => [tokens, parts])).toEqual([
      [0, [0, 0]],
      [10, [0, 10]],
      [35, [30, 5]],
    ]);
  });

  it('tells a forecast with its interval and chance, and does not guess from nothing (BC-9)', () => {
    const clock = (at: string) => at.slice(11, 16);
    expect(forecastText(null, false, clock)).toContain('Too few calls');
    expect(forecastText(null, true, clock)).toContain('reached');
    const forecast = { limit: 'usd' as const, reachedAt: '2026-11-21T15:00:00Z', earliest: '2026-11-21T14:00:00Z' };
    expect(forecastText({ ...forecast, latest: null, chanceRatio: 0.6 }, false, clock)).toBe(
      'The dollar cap is reached at 15:00 at this rate, 80% between 14:00 and the end of the day (chance 60%).',
    );
  });
});
