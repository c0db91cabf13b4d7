import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probationRows, rowWeights, scaledSigmoid } from '../../bench/nab/row-weights.ts';

const window = { firstRow: 200, lastRow: 299 };

describe('the weight of a row', () => {
  it('has the values that NAB publishes for the scaled sigmoid', () => {
    expect(scaledSigmoid(-1)).toBeCloseTo(0.986_614_298_151_430_5, 12);
    expect(scaledSigmoid(-0.5)).toBeCloseTo(0.848_283_639_957_513_1, 12);
    expect(scaledSigmoid(0)).toBe(0);
    expect(scaledSigmoid(1)).toBeCloseTo(-0.986_614_298_151_430_5, 12);
    expect(scaledSigmoid(3.001)).toBe(-1);
  });

  it('is 1 at the left edge of a window, 0.86 in its middle and almost 0 at its right edge', () => {
    const weights = rowWeights(1_000, [window]).map(({ weight }) => weight);
    expect(weights[200]).toBeCloseTo(1, 12);
    expect(weights[250]).toBeCloseTo(0.86, 2);
    expect(weights[299]).toBeGreaterThan(0);
    expect(weights[299]).toBeLessThan(0.03);
  });

  it('costs the whole before any window, little just behind one and the whole again far behind it', () => {
    const weights = rowWeights(1_000, [window]).map(({ weight }) => weight);
    expect(weights[199]).toBe(-1);
    expect(weights[300]).toBeCloseTo(scaledSigmoid(1 / 99), 12);
    expect(weights[300]).toBeGreaterThan(-0.03);
    expect(weights[398]).toBeCloseTo(scaledSigmoid(1), 12);
    expect(weights[299 + 3 * 99 + 1]).toBe(-1);
  });

  it('is measured behind the last window that has ended, when there are several', () => {
    const weights = rowWeights(1_000, [window, { firstRow: 400, lastRow: 409 }]);
    expect(weights[405]).toMatchObject({ window: 1 });
    expect(weights[412]!.weight).toBeCloseTo(scaledSigmoid(3 / 9), 12);
  });

  it('costs the whole right behind a window of a single row', () => {
    expect(rowWeights(1_000, [{ firstRow: 500, lastRow: 500 }])[501]).toEqual({ window: null, weight: -1 });
  });

  it('falls through a window and behind it, and is of its own sign on either side', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 90 }), (width) => {
        const lastRow = 99 + width;
        const weights = rowWeights(lastRow + 4 * width, [{ firstRow: 100, lastRow }]).slice(100);
        for (const [index, { window: inside, weight }] of weights.entries()) {
          expect(inside === null).toBe(weight < 0);
          expect(Math.abs(weight)).toBeLessThanOrEqual(1 + 1e-12);
          if (index > 0) expect(weight).toBeLessThanOrEqual(weights[index - 1]!.weight);
        }
      }),
    );
  });

  it('leaves out 15% of a series at its start, rounded down, and never more than 750 rows', () => {
    expect([0, 7, 1_127, 5_000, 15_902].map(probationRows)).toEqual([0, 1, 169, 750, 750]);
  });
});
