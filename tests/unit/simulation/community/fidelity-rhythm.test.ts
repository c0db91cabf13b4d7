import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { random, randomNormal, streams } from '../../../../server/kernel/random.ts';
import { mean } from '../../../../server/kernel/statistics.ts';
import { burstiness, memoryCoefficient } from '../../../../server/simulation/community/fidelity/bursts.ts';
import { distanceFromCurve, peakToTrough } from '../../../../server/simulation/community/fidelity/day-curve.ts';
import type { Tail } from '../../../../server/simulation/community/fidelity/gap-tail.ts';
import { fitTail } from '../../../../server/simulation/community/fidelity/gap-tail.ts';

const draw = (index: number, seed = 1): number => random(seed, streams.text, index, 0);
const gapsOf = (count: number, gap: (index: number) => number): number[] =>
  Array.from({ length: count }, (_, i) => gap(i));
const exponential = (index: number, seed = 1): number => -Math.log(1 - draw(index, seed));
const gapLists = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 10, maxLength: 60 });

describe('burstiness', () => {
  test('is -1 for a clock, however short it is watched (BC-18)', () => {
    for (const count of [2, 10, 1_000]) expect(burstiness(gapsOf(count, () => 900))).toBe(-1);
  });

  test('is 0 on average for a Poisson process of any length, which the plain form is not (BC-18)', () => {
    const people = Array.from({ length: 2_000 }, (_, person) => gapsOf(12, (i) => exponential(i, person)));
    expect(Math.abs(mean(people.map((gaps) => burstiness(gaps)!)))).toBeLessThan(0.03);
    expect(Math.abs(burstiness(gapsOf(100_000, exponential))!)).toBeLessThan(0.01);
  });

  test('is 1 where one gap is everything, and has no value where nothing passes (BC-18)', () => {
    expect(burstiness([0, 0, 0, 0, 0, 0, 0, 0, 0, 5])).toBeCloseTo(1, 12);
    expect(burstiness([0, 0, 0])).toBeNull();
  });

  test('agrees with the plain form, (σ-μ)/(σ+μ), for long sequences (BC-18)', () => {
    // A log-normal whose logarithm has deviation s has σ/μ = √(exp(s²) - 1).
    const r = Math.sqrt(Math.E - 1);
    const measured = burstiness(gapsOf(200_000, (i) => Math.exp(randomNormal(3, streams.text, i, 0))))!;
    expect(measured).toBeCloseTo((r - 1) / (r + 1), 1);
  });

  test('lies in [-1, 1], knows no unit and no order (BC-18)', () => {
    fc.assert(
      fc.property(gapLists, fc.integer({ min: 1, max: 1_000 }), (gaps, unit) => {
        const value = burstiness(gaps)!;
        expect(value).toBeGreaterThanOrEqual(-1);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        expect(burstiness(gaps.map((gap) => gap * unit))).toBeCloseTo(value, 9);
        expect(burstiness(gaps.toReversed())).toBeCloseTo(value, 9);
      }),
    );
  });
});

describe('the memory of gaps', () => {
  test('is near 0 for chance, 1 for steady growth, -1 for turns (BC-18)', () => {
    expect(Math.abs(memoryCoefficient(gapsOf(20_000, exponential))!)).toBeLessThan(0.03);
    expect(memoryCoefficient(gapsOf(20, (i) => i + 1))).toBeCloseTo(1, 12);
    expect(memoryCoefficient(gapsOf(20, (i) => (i % 2 === 0 ? 1 : 9)))).toBeCloseTo(-1, 12);
  });

  test('has no value where gaps do not vary, and lies in [-1, 1] (BC-18)', () => {
    expect(memoryCoefficient(gapsOf(20, () => 5))).toBeNull();
    fc.assert(
      fc.property(gapLists, (gaps) => {
        const value = memoryCoefficient(gaps);
        if (value !== null) expect(Math.abs(value)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the tail of gaps', () => {
  const tailOf = (gaps: number[]): Tail => {
    const tail = fitTail(gaps);
    if ('tailCount' in tail) throw new Error(`only ${tail.tailCount} gaps`);
    return tail;
  };

  test.each([1.3, 1.5, 2, 2.5])('finds the exponent %d of a power law, and prefers it (BC-18)', (exponent) => {
    const { aicGain, exponent: found } = tailOf(gapsOf(20_000, (i) => (1 - draw(i)) ** (-1 / (exponent - 1))));
    expect(Math.abs(found - exponent)).toBeLessThan(0.05);
    expect(aicGain).toBeGreaterThan(1_000);
  });

  test('knows no unit (BC-18)', () => {
    const gaps = gapsOf(500, (i) => (1 - draw(i)) ** -2);
    const [one, other] = [tailOf(gaps), tailOf(gaps.map((gap) => gap * 3_600_000))];
    expect(other.aicGain).toBeCloseTo(one.aicGain, 6);
    expect(other.exponent).toBeCloseTo(one.exponent, 9);
  });

  test('prefers the exponential for chance and for gaps more regular than chance (BC-18)', () => {
    expect(tailOf(gapsOf(2_000, exponential)).aicGain).toBeLessThan(-100);
    expect(tailOf(gapsOf(2_000, (i) => 0.5 + draw(i))).aicGain).toBeLessThan(-100);
  });

  test('calls a wide log-normal heavy and a narrow one not (BC-18)', () => {
    const logNormal = (s: number): number[] => gapsOf(4_000, (i) => Math.exp(s * randomNormal(5, streams.text, i, 0)));
    expect(tailOf(logNormal(1.5)).aicGain).toBeGreaterThan(10);
    expect(tailOf(logNormal(0.5)).aicGain).toBeLessThan(0);
  });

  test('is not fitted to few gaps, equal ones or a tail that begins at 0 (BC-18)', () => {
    expect(fitTail([])).toEqual({ tailCount: 0 });
    expect(fitTail(gapsOf(99, exponential))).toEqual(expect.objectContaining({ count: 50 }));
    expect(fitTail(gapsOf(98, exponential))).toEqual({ tailCount: 49 });
    expect(fitTail(gapsOf(200, () => 7))).toEqual({ tailCount: 100 });
    expect(fitTail(gapsOf(200, (i) => (i < 150 ? 0 : i)))).toEqual({ tailCount: 100 });
  });
});

describe('the day curve', () => {
  const amplitude = 0.9 / 2.9;
  /** Times of day spread exactly as 1 + a·cos around a best hour, by inverting the cumulative share. */
  const cosineDay = (count: number, bestHour: number): Float64Array =>
    Float64Array.from({ length: count }, (_, index) => {
      let [low, high] = [0, 1];
      for (let step = 0; step < 40; step += 1) {
        const middle = (low + high) / 2;
        const below = middle - (amplitude / (2 * Math.PI)) * Math.sin(2 * Math.PI * middle);
        if (below < (index + 0.5) / count) low = middle;
        else high = middle;
      }
      return (low + bestHour / 24 + 0.5) % 1;
    });
  const flatDay = (count: number): Float64Array =>
    Float64Array.from({ length: count }, (_, index) => (index + 0.5) / count);

  test('of a cosine with ratio 1.9 lies at distance 0, whatever its best hour (BC-18)', () => {
    for (const bestHour of [0, 5.5, 18, 23]) {
      expect(distanceFromCurve(cosineDay(4_800, bestHour))).toBeLessThan(0.001);
      const ratio = peakToTrough(cosineDay(4_800, bestHour));
      // Three hours around the best and the worst, rather than the two moments themselves.
      expect(ratio).toBeGreaterThan(1.8);
      expect(ratio).toBeLessThanOrEqual(1.91);
    }
  });

  test('is 1 high for a flat day, which lies at 0.05; an hour alone lies at 0.5 (BC-18)', () => {
    expect(peakToTrough(flatDay(2_400))).toBe(1);
    expect(distanceFromCurve(flatDay(2_400))).toBeCloseTo(0.05, 2);
    const oneHour = flatDay(2_400).map((share) => share / 24);
    expect(distanceFromCurve(oneHour)).toBeGreaterThan(0.45);
    expect(peakToTrough(oneHour)).toBe(2_400.5 / 0.5);
  });

  test('counts three hours at a time (BC-18)', () => {
    const perHour = Array.from({ length: 24 }, (_, hour) => (hour >= 22 || hour === 0 ? 100 : 10));
    const day = perHour.flatMap((count, hour) => Array.from({ length: count }, () => (hour + 0.5) / 24));
    expect(peakToTrough(Float64Array.from(day))).toBe(300.5 / 30.5);
  });

  test('does not depend on the time zone (BC-18)', () => {
    const shares = fc.array(fc.integer({ min: 0, max: 86_399_999 }), { minLength: 5, maxLength: 80 });
    fc.assert(
      fc.property(shares, fc.integer({ min: 1, max: 23 }), (times, hours) => {
        const here = Float64Array.from(times, (time) => time / 86_400_000);
        const there = Float64Array.from(times, (time) => ((time + hours * 3_600_000) % 86_400_000) / 86_400_000);
        expect(peakToTrough(there)).toBe(peakToTrough(here));
        const [one, other] = [distanceFromCurve(here), distanceFromCurve(there)];
        expect(one).toBeGreaterThan(0);
        expect(one).toBeLessThanOrEqual(1);
        expect(other).toBeGreaterThan(0);
      }),
    );
    const day = Float64Array.from({ length: 500 }, (_, index) => draw(index) ** 2);
    const moved = day.map((share) => (share + 7 / 24) % 1);
    expect(distanceFromCurve(moved)).toBeCloseTo(distanceFromCurve(day), 9);
  });
});
