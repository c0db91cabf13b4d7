import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atThreshold, inSample, twoFold } from '../../bench/nab/figures.ts';
import { profiles } from '../../bench/nab/profiles.ts';
import { scaledSigmoid } from '../../bench/nab/row-weights.ts';
import type { ScoredSeries } from '../../bench/nab/scorer.ts';
import { bestThreshold, normalised, rawScore, tally } from '../../bench/nab/scorer.ts';

const ROWS = 1_000;
const windows = [
  { firstRow: 300, lastRow: 399 },
  { firstRow: 700, lastRow: 799 },
];
const { standard, lowFalsePositives, lowFalseNegatives } = profiles;
const all = [standard, lowFalsePositives, lowFalseNegatives];

/** A series whose detector says 1 at these rows and 0 elsewhere. */
function detected(...rows: number[]): ScoredSeries {
  const scores = new Float64Array(ROWS);
  for (const row of rows) scores[row] = 1;
  return { windows, scores };
}

const scoreOf = (series: ScoredSeries, profile = standard) => atThreshold([series], 1, profile);

describe('the scorer', () => {
  it.each(all)('gives 100 to a perfect detector and 0 to one that detects nothing: $name', (profile) => {
    const perfect = detected(300, 700);
    expect(scoreOf(perfect, profile)).toBeCloseTo(100, 9);
    expect(inSample([perfect, perfect], profile)).toEqual({ score: expect.closeTo(100, 9), threshold: 1 });
    expect(scoreOf(detected(), profile)).toBe(0);
    expect(inSample([detected()], profile)).toEqual({ score: 0, threshold: Infinity });
  });

  it('gives less for a late hit than for an early one, and still more than for none', () => {
    const [early, late, none] = [detected(310, 700), detected(390, 700), detected(700)].map((series) =>
      scoreOf(series),
    );
    expect(early).toBeGreaterThan(late!);
    expect(late).toBeGreaterThan(none!);
  });

  it('adds nothing for a second hit in a window', () => {
    expect(scoreOf(detected(310, 311, 350, 399))).toBe(scoreOf(detected(310)));
  });

  it('takes more for a false alarm the farther it lies behind a window', () => {
    const scores = [405, 450, 500, 650].map((row) => scoreOf(detected(300, 700, row)));
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set(scores).size).toBe(4);
  });

  it('takes each row of a repeated false alarm', () => {
    expect(tally(detected(200, 201, 202), 1, standard).raw).toBeCloseTo(-2 - 3 * 0.11, 12);
  });

  it('ignores the probation, as a cost and as a threshold', () => {
    expect(scoreOf(detected(0, 50, 149, 300))).toBe(scoreOf(detected(300)));
    expect(scoreOf(detected(150, 300))).toBeLessThan(scoreOf(detected(300)));
    const scores = detected(300, 700).scores as Float64Array;
    scores[10] = 9;
    expect(bestThreshold([{ windows, scores }], standard).threshold).toBe(1);
  });

  it('counts hits and false rows at the threshold itself as detected', () => {
    expect(tally(detected(200, 310, 320, 500), 1, standard)).toMatchObject({ hitCount: 1, falseRowCount: 2 });
  });

  it('weighs false alarms double under low FP and missed windows double under low FN', () => {
    const falseAlarm = detected(200);
    const missed = detected();
    expect(tally(falseAlarm, 1, lowFalsePositives).raw - tally(missed, 1, lowFalsePositives).raw).toBeCloseTo(
      -0.22,
      12,
    );
    expect(tally(missed, 1, lowFalseNegatives).raw).toBe(-4);
  });

  it('repeats the worked example of NAB: a hit in the second row of a window of two, and a window missed', () => {
    // NAB's own tests, weights 1.1, 1.2 and 0.11; seven rows, whose probation is one.
    const profile = { name: 'worked', hitWeight: 1.1, missWeight: 1.2, falseAlarmWeight: 0.11 };
    const small = [
      { firstRow: 1, lastRow: 2 },
      { firstRow: 4, lastRow: 5 },
    ];
    const raw = (scores: number[]) => tally({ windows: small, scores }, 1, profile).raw;
    const late = (0.848_283_639_957_513_1 * 1.1) / 0.986_614_298_151_430_5;
    expect(raw([0, 0, 1, 0, 0, 0, 0])).toBeCloseTo(late - 1.2, 12);
    expect(raw([0, 0, 1, 0, 1, 0, 0])).toBeCloseTo(late + 1.1, 12);
    expect(raw([0, 0, 0, 0, 0, 0, 0])).toBeCloseTo(-2.4, 12);
  });

  it('has the size that NAB has with its 116 windows', () => {
    // As its description puts it: a missed window costs about 0.8 points, a false row 0.047, hits in the middle reach about 92.
    const points = (raw: number) => normalised(raw, 116, standard) - normalised(0, 116, standard);
    const middle = scaledSigmoid(-0.5) / scaledSigmoid(-1);
    expect(points(middle + 1)).toBeCloseTo(0.8, 2);
    expect(points(0.11)).toBeCloseTo(0.047, 3);
    expect(normalised(116 * middle, 116, standard)).toBeCloseTo(93, 0);
    expect(normalised(116, 116, standard)).toBe(100);
    expect(normalised(-116, 116, standard)).toBe(0);
  });

  it('refuses a score that is no number', () => {
    expect(() => bestThreshold([{ windows, scores: [0, Number.NaN] }], standard)).toThrow(/row 1 is NaN/);
  });
});

describe('the threshold', () => {
  it('is one for all series, and the best of the sum', () => {
    const one: ScoredSeries = { windows, scores: detected(300).scores };
    const other: ScoredSeries = { windows, scores: Array.from(detected(700).scores, (score) => score * 0.5) };
    expect(bestThreshold([one, other], standard)).toEqual({ threshold: 0.5, raw: expect.closeTo(0, 9) });
  });

  it('of two that are equally good is the higher', () => {
    const scores = Array.from({ length: ROWS }, (_, row) => (row === 300 ? 2 : row === 301 ? 1 : 0));
    expect(bestThreshold([{ windows: [windows[0]!], scores }], standard).threshold).toBe(2);
  });

  it('of one half judges the other half', () => {
    // Even series score hits 1 and odd ones hits 5 and noise 1: the threshold of either suits the other badly.
    const even = detected(300, 700);
    const noisy = Array.from(detected(300, 700).scores, (score, row) => (score ? 5 : row % 10 === 0 ? 1 : 0));
    const odd = { windows, scores: noisy };
    const worst = rawScore([even], 5, standard) + rawScore([odd], 1, standard);
    expect(twoFold([even, odd], standard)).toBeCloseTo(normalised(worst, 4, standard), 9);
    expect(twoFold([even, even], standard)).toBeCloseTo(100, 9);
  });
});

describe('for any scores', () => {
  const levels = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 60, maxLength: 200 });
  const anySeries = levels.map((scores): ScoredSeries => ({
    windows: [
      { firstRow: 35, lastRow: 39 },
      { firstRow: 45, lastRow: 45 },
      { firstRow: 46, lastRow: 52 },
    ],
    scores,
  }));
  const anySet = fc.array(anySeries, { minLength: 1, maxLength: 4 });
  const anyProfile = fc.constantFrom(...all);

  it('the score is never above 100 and with the best threshold never below 0', () => {
    fc.assert(
      fc.property(anySet, anyProfile, fc.integer({ min: 0, max: 7 }), (set, profile, threshold) => {
        const { score } = inSample(set, profile);
        expect(score).toBeLessThanOrEqual(100 + 1e-9);
        expect(score).toBeGreaterThanOrEqual(-1e-9);
        expect(atThreshold(set, threshold, profile)).toBeLessThanOrEqual(score + 1e-9);
        expect(twoFold(set, profile)).toBeLessThanOrEqual(score + 1e-9);
      }),
    );
  });

  it('the sweep finds what trying every threshold finds', () => {
    fc.assert(
      fc.property(anySet, anyProfile, (set, profile) => {
        const { threshold, raw } = bestThreshold(set, profile);
        const tried = [0, 1, 2, 3, 4, 5, 6, Infinity].map((candidate) => rawScore(set, candidate, profile));
        expect(raw).toBeCloseTo(Math.max(...tried), 9);
        expect(rawScore(set, threshold, profile)).toBeCloseTo(raw, 9);
      }),
    );
  });

  it('a false alarm more never raises the score, at a fixed threshold or at the best', () => {
    const outside = fc.integer({ min: 53, max: 59 });
    fc.assert(
      fc.property(anySeries, anyProfile, outside, fc.integer({ min: 1, max: 9 }), (series, profile, row, more) => {
        const scores = Array.from(series.scores);
        scores[row]! += more;
        const worse = { ...series, scores };
        for (let threshold = 0; threshold <= 7; threshold += 1)
          expect(tally(worse, threshold, profile).raw).toBeLessThanOrEqual(tally(series, threshold, profile).raw);
        expect(inSample([worse], profile).score).toBeLessThanOrEqual(inSample([series], profile).score + 1e-9);
      }),
    );
  });
});
