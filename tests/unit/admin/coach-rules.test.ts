import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FigureUnit, NewActionPlan, type Recommendation, type Trend } from '../../../server/contract/coach.ts';
import { topOf, trendLabel } from '../../../admin/src/components/coach/coach-chart.ts';
import {
  adviceCsv,
  basisOf,
  cellText,
  figureText,
  shareOfScore,
} from '../../../admin/src/components/coach/coach-figures.ts';
import {
  addDays,
  bodyOf,
  dayIn,
  draftOf,
  faultsOf,
  isFaulty,
  stepOf,
  withTask,
} from '../../../admin/src/components/coach/plan-draft.ts';
import { recommendationExample as advice } from '../../../server/systems/coach/examples.ts';

const today = '2026-11-21';
const draft = () => draftOf(advice, today);

describe('a figure of the coach', () => {
  it('is written with its unit, and with a dash where it is not known (CO-5)', () => {
    expect(figureText(0.183, 'ratio')).toBe('18%');
    expect(figureText(0.043, 'ratio')).toBe('4.3%');
    expect(figureText(0.000_2, 'ratio')).toBe('< 0.1%');
    expect(figureText(0, 'ratio')).toBe('0%');
    expect(figureText(1.5, 'usd')).toBe('$1.50');
    expect(figureText(1, 'days')).toBe('1 day');
    expect(figureText(-21.34, 'points')).toBe('−21.3 points');
    expect(figureText(null, 'hours')).toBe('–');
    expect(cellText('Mona Field', null)).toBe('Mona Field');
  });

  it('is never written as NaN or without a digit, whatever it is (CO-5)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FigureUnit.options),
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        (unit, value) => {
          expect(figureText(value, unit)).toMatch(/\d/);
          expect(figureText(value, unit)).not.toMatch(/NaN|e[+-]/);
        },
      ),
    );
  });

  it('adds points times what a part counts to the score, and nothing without data (CO-2)', () => {
    const part = { points: 40, countedRatio: 0.25 } as Parameters<typeof shareOfScore>[0];
    expect(shareOfScore(part)).toBe(10);
    expect(shareOfScore({ ...part, points: null })).toBeNull();
  });

  it('says how few predictions a score rests on', () => {
    expect(basisOf({ hitCount: 0, missCount: 0 })).toBe('None has been checked yet.');
    expect(basisOf({ hitCount: 2, missCount: 1 })).toBe('Rests on 3 checked predictions: few.');
    expect(basisOf({ hitCount: 8, missCount: 2 })).toBe('Rests on 10 checked predictions.');
  });

  it('leaves by CSV with what a spreadsheet would run put out of action', () => {
    const [, line] = adviceCsv([{ ...advice, title: '=1+1' }]).split('\r\n');
    expect(line).toContain("'=1+1");
    expect(line!.startsWith('1,Operations,')).toBe(true);
  });
});

describe('a trend', () => {
  const trend = (changes: Partial<Trend>): Trend => ({ ...advice.trend, ...changes });
  it('keeps its threshold in sight, and a ratio below 100% (CO-5)', () => {
    expect(topOf(trend({ threshold: 0.5 }))).toBeGreaterThanOrEqual(0.5);
    expect(topOf(trend({ points: [{ at: advice.firstAt, value: 0.95 }] }))).toBe(1);
    expect(topOf(trend({ unit: 'points', threshold: null }))).toBe(100);
  });
  it('is said in words for whoever does not see it', () => {
    expect(trendLabel(trend({}))).toBe('Share of heartbeats that failed, of 24 hours: from 2% to 18%. Threshold 10%.');
    expect(trendLabel(trend({ points: [] }))).toContain('nothing is known yet');
  });
});

describe('an action plan that is being written', () => {
  it('begins with what the coach advises, and can be created as it is (CO-5)', () => {
    expect(draft().tasks.map(({ title }) => title)).toEqual([advice.action]);
    expect(faultsOf(draft())).toEqual({});
    expect(NewActionPlan.parse(bodyOf(draft()))).toMatchObject({ recommendationId: advice.id, startsOn: today });
  });

  it('says what is wrong where it is wrong (CO-5)', () => {
    const wrong = { ...draft(), title: ' ', dueOn: '2026-11-20' };
    expect(Object.keys(faultsOf(wrong)).toSorted()).toEqual(['dueOn', 'tasks.0.dueOn', 'title']);
    const another = { ...draft(), tasks: withTask(draft()) };
    expect(faultsOf(another)).toEqual({ 'tasks.1.title': 'Say what is to be done.' });
    expect([0, 1, 2].map((step) => isFaulty(faultsOf(another), step))).toEqual([false, false, true]);
    expect([stepOf('details'), stepOf('startsOn'), stepOf('tasks')]).toEqual([0, 1, 2]);
  });

  it('is without faults exactly where the server takes it (CO-5)', () => {
    const day = fc.integer({ min: -3, max: 9 }).map((days) => addDays(today, days));
    const text = fc.constantFrom('', '  ', 'Warm up', 'x'.repeat(130));
    const task = fc.record({ key: fc.nat(), title: text, priority: fc.constant('low' as const), dueOn: day });
    fc.assert(
      fc.property(text, day, day, fc.array(task, { maxLength: 3 }), (title, startsOn, dueOn, tasks) => {
        const written = { ...draft(), title, startsOn, dueOn, tasks };
        expect(Object.keys(faultsOf(written)).length === 0).toBe(NewActionPlan.safeParse(bodyOf(written)).success);
      }),
    );
  });

  it('goes by the day of the venture, not by that of this browser (CO-7)', () => {
    const lateEvening = Date.UTC(2026, 10, 21, 23, 30);
    expect(dayIn('UTC', lateEvening)).toBe('2026-11-21');
    expect(dayIn('Europe/Berlin', lateEvening)).toBe('2026-11-22');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('is urgent where the ranking is high', () => {
    const ranked = (score: number): Recommendation => ({ ...advice, ranking: { ...advice.ranking, score } });
    expect([10, 40, 65].map((score) => draftOf(ranked(score), today).priority)).toEqual(['low', 'medium', 'high']);
  });
});
