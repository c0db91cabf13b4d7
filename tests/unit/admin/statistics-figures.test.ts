import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActionStatistics } from '../../../server/contract/bot.ts';
import type { FidelityRow } from '../../../server/contract/community.ts';
import type { UsageRow } from '../../../server/contract/usage.ts';
import { activityByBot, activityCsv, gateSums } from '../../../admin/src/components/statistics/activity-figures.ts';
import {
  bandPlaces,
  bandText,
  fidelityCsv,
  figure,
  verdictOf,
} from '../../../admin/src/components/statistics/fidelity-figures.ts';
import { niceTop } from '../../../admin/src/components/statistics/nice-top.ts';
import { reputationScale } from '../../../admin/src/components/statistics/reputation-chart.ts';
import { endOfDays, movers, reputationCsv } from '../../../admin/src/components/statistics/reputation-figures.ts';
import {
  byPurpose,
  callsPerBotAndDay,
  others,
  sortUsage,
  usageCsv,
  usageSeries,
  usageSorts,
} from '../../../admin/src/components/statistics/usage-figures.ts';

const nameOf = (id: string) => id.toUpperCase();
const row = (given: Partial<UsageRow> = {}): UsageRow => ({
  day: '2026-11-20',
  botId: 'mona-field',
  purpose: 'reply',
  callCount: 1,
  estimatedCallCount: 0,
  inputTokens: 60,
  outputTokens: 40,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  tokens: 100,
  costUsd: 0.01,
  ...given,
});
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('usage by day and bot', () => {
  const days = ['2026-11-19', '2026-11-20'];

  it('puts each row on its day, whoever spent most first (BC-12)', () => {
    const rows = [row(), row({ botId: 'jens-skov', day: '2026-11-19', tokens: 300 }), row({ purpose: 'thread' })];
    expect(usageSeries(rows, days).map(({ botId, tokens }) => [botId, tokens])).toEqual([
      ['jens-skov', [300, 0]],
      ['mona-field', [0, 200]],
    ]);
  });

  it('folds bots that it has no room for and loses neither a token nor a cent (BC-12)', () => {
    const bots = fc.record({
      bot: fc.integer({ min: 0, max: 40 }),
      tokens: fc.nat(10_000),
      day: fc.constantFrom(...days),
    });
    fc.assert(
      fc.property(fc.array(bots, { minLength: 40, maxLength: 120 }), (given) => {
        const rows = given.map(({ bot, tokens, day }) =>
          row({ botId: `bot-${bot}`, tokens, day, costUsd: tokens / 1_000 }),
        );
        const series = usageSeries(rows, days);
        expect(series.length).toBeLessThanOrEqual(12);
        expect(sum(series.flatMap(({ tokens }) => tokens))).toBe(sum(rows.map(({ tokens }) => tokens)));
        expect(sum(series.flatMap(({ costUsd }) => costUsd))).toBeCloseTo(sum(rows.map(({ costUsd }) => costUsd)), 6);
        expect(series.slice(0, -1).some(({ botId }) => botId === others)).toBe(false);
      }),
    );
  });

  it('sums what each purpose took, most tokens first (BC-8)', () => {
    const sums = byPurpose([row(), row({ purpose: 'thread', tokens: 500 }), row({ callCount: 4 })]);
    expect(sums.map(({ purpose, callCount, tokens }) => [purpose, callCount, tokens])).toEqual([
      ['thread', 1, 500],
      ['reply', 5, 200],
    ]);
  });

  it('counts the calls of each bot a day, rounded up, and none where nobody called (BC-8)', () => {
    const rows = [row({ callCount: 9 }), row({ callCount: 2, day: '2026-11-21' }), row({ purpose: 'thread' })];
    expect(callsPerBotAndDay(rows, 2)).toBe(3);
    expect(callsPerBotAndDay([], 24)).toBeNull();
  });

  it('sorts by every column and drops no row (BC-12)', () => {
    const rows = [row(), row({ day: '2026-11-21', tokens: 5, costUsd: 9 }), row({ botId: 'a-bot', callCount: 7 })];
    for (const by of usageSorts) expect(sortUsage(rows, by, nameOf)).toHaveLength(3);
    expect(sortUsage(rows, 'day', nameOf)[0]!.day).toBe('2026-11-21');
    expect(sortUsage(rows, 'bot', nameOf)[0]!.botId).toBe('a-bot');
    expect(sortUsage(rows, 'calls', nameOf)[0]!.callCount).toBe(7);
    expect(sortUsage(rows, 'cost', nameOf)[0]!.costUsd).toBe(9);
  });

  it('exports every figure and runs no formula that a purpose hides (F-42)', () => {
    const [head, first] = usageCsv([row({ purpose: '=1+1' })], nameOf).split('\r\n');
    expect(head).toContain('tokens_cache_read');
    expect(first).toContain("'=1+1");
    expect(first!.split(',')).toHaveLength(head!.split(',').length);
  });
});

describe('reputation', () => {
  const at = (day: number, hour: number) => `2026-11-${day}T${String(hour).padStart(2, '0')}:00:00.000Z`;
  const history = [
    {
      botId: 'down',
      points: [
        { at: at(19, 1), reputation: 9 },
        { at: at(20, 1), reputation: 4 },
      ],
    },
    { botId: 'silent', points: [] },
    {
      botId: 'up',
      points: [
        { at: at(19, 1), reputation: 2 },
        { at: at(20, 9), reputation: 8 },
      ],
    },
  ];

  it('names who moved, the greatest gain first, and leaves out who has no snapshot (BC-12)', () => {
    expect(movers(history).map(({ botId, change }) => [botId, change])).toEqual([
      ['up', 6],
      ['down', -5],
    ]);
  });

  it('stands at the end of a day where its last snapshot left it, and nowhere before the first (BC-12)', () => {
    const days = ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21'];
    expect(endOfDays(history[2]!.points, days)).toEqual([null, 2, 8, 8]);
  });

  it('has lines at round values only, 0 among them, and room for every point (BC-12)', () => {
    expect(reputationScale([-1, 658])).toEqual({ min: -1, max: 800, ticks: [0, 200, 400, 600, 800] });
    const reputation = fc.integer({ min: -1_000, max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(reputation, { minLength: 1 }), (values) => {
        const { min, max, ticks } = reputationScale(values);
        expect(Math.min(...values)).toBeGreaterThanOrEqual(min * (1 + 1e-9));
        expect(Math.max(...values)).toBeLessThanOrEqual(max * (1 + 1e-9));
        expect(ticks.some((tick) => tick === 0)).toBe(true);
        expect(ticks.length).toBeLessThanOrEqual(9);
      }),
    );
  });

  it('exports every snapshot (BC-12)', () =>
    expect(reputationCsv(history, nameOf).trim().split('\r\n')).toHaveLength(5));
});

describe('what bots did', () => {
  const rows: ActionStatistics['rows'] = [
    { botId: 'idle', action: 'nothing', gate: null, count: 90 },
    { botId: 'idle', action: 'nothing', gate: 'cap', count: 10 },
    { botId: 'busy', action: 'reply', gate: null, count: 6 },
    { botId: 'busy', action: 'nothing', gate: 'cap', count: 2 },
    { botId: 'busy', action: 'nothing', gate: 'late', count: 2 },
  ];

  it('counts heartbeats by action and puts who did most first, not who beat most (BC-12)', () => {
    const [first, second] = activityByBot(rows);
    expect(first).toMatchObject({ botId: 'busy', heartbeatCount: 10, actedRatio: 0.6 });
    expect(second).toMatchObject({ botId: 'idle', heartbeatCount: 100, actedRatio: 0 });
  });

  it('says what stopped them and whom most often (BC-12)', () => {
    expect(gateSums(rows).map(({ gate, count, bots }) => [gate, count, bots[0]!.botId])).toEqual([
      ['cap', 12, 'idle'],
      ['late', 2, 'busy'],
    ]);
    expect(gateSums([])).toEqual([]);
  });

  it('exports gates as they are named (BC-12)', () =>
    expect(activityCsv(rows, nameOf)).toContain('idle,IDLE,nothing,cap,10'));
});

describe('fidelity', () => {
  const statistic = (given: Partial<FidelityRow> = {}): FidelityRow => ({
    id: 'gini',
    name: 'Participation inequality',
    value: 0.8,
    unit: 'ratio',
    low: 0.7,
    high: 0.9,
    isInside: true,
    published: 'Gini of 0.7 to 0.9',
    source: 'somebody 2014',
    isBandOurs: false,
    sampleCount: 24,
    note: null,
    ...given,
  });

  it('draws a value within its band exactly if it lies there, and all of it on the bar (BC-18)', () => {
    const number = fc.double({ min: -1_000, max: 1_000, noNaN: true });
    fc.assert(
      fc.property(number, number, number, (a, b, value) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const places = bandPlaces(statistic({ low, high, value, unit: '' }));
        for (const place of [places.low, places.high, places.value!]) {
          expect(place).toBeGreaterThanOrEqual(0);
          expect(place).toBeLessThanOrEqual(1);
        }
        if (value < low) expect(places.value!).toBeLessThanOrEqual(places.low);
        if (value > high) expect(places.value!).toBeGreaterThanOrEqual(places.high);
        if (value >= low && value <= high) {
          expect(places.value!).toBeGreaterThanOrEqual(places.low);
          expect(places.value!).toBeLessThanOrEqual(places.high);
        }
      }),
    );
  });

  it('lets an open band reach the end of the bar (BC-18)', () => {
    expect(bandPlaces(statistic({ high: null })).high).toBe(1);
    expect(bandPlaces(statistic({ low: null })).low).toBe(0);
    expect(bandText(statistic({ high: null }))).toBe('at least 0.70');
    expect(bandText(statistic({ low: null, high: 6, unit: 'posts' }))).toBe('at most 6 posts');
  });

  it('marks nothing where nothing could be measured, and says so in words (BC-18)', () => {
    const row = statistic({ value: null, isInside: null, note: 'Too few replies.' });
    expect(bandPlaces(row).value).toBeNull();
    expect(verdictOf(row)).toBe('unknown');
    expect(verdictOf(statistic({ low: null, high: null, isInside: null }))).toBe('open');
    expect(fidelityCsv([row])).toContain('not measurable');
    expect(fidelityCsv([row])).toContain('Too few replies.');
  });

  it('writes a figure with its unit and the digits that tell it apart', () => {
    expect([figure(0.7135, 'ratio'), figure(5, 'posts'), figure(-0.25, ''), figure(43.21, 'days')]).toEqual([
      '0.71',
      '5 posts',
      '−0.25',
      '43.2 days',
    ]);
  });
});

describe('an axis', () => {
  it('ends at or above every value, and never at more than two and a half times it (BC-12)', () =>
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (value) => {
        expect(niceTop(value)).toBeGreaterThanOrEqual(value * (1 - 1e-9));
        expect(niceTop(value)).toBeLessThanOrEqual(value * 2.5);
      }),
    ));
  it('has room even where there is nothing', () => expect(niceTop(0)).toBe(1));
});
