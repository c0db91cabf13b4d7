import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Digest } from '../../../server/kernel/digest.ts';
import { assert, ClaqueError, errorTable } from '../../../server/kernel/errors.ts';
import { fillSlots } from '../../../server/kernel/fill-slots.ts';
import { assertSuccessor } from '../../../server/kernel/life-cycle.ts';
import { cholesky, dot, solveLower, solveUpper } from '../../../server/kernel/linear-algebra.ts';
import { meanInterval95, tQuantile975, variance } from '../../../server/kernel/statistics.ts';

describe('Digest', () => {
  test('is SHA-256 of what was added (PL-2)', () => {
    const digest = new Digest();
    expect(digest.toHex()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    digest.addArray(Uint8Array.from([97, 98, 99]));
    expect(digest.toHex()).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  test('can be read in between without changing what follows', () => {
    const [once, twice] = [new Digest(), new Digest()];
    once.addValue({ tick: 1 });
    once.addValue([2]);
    twice.addValue({ tick: 1 });
    twice.toHex();
    twice.addValue([2]);
    expect(twice.toHex()).toBe(once.toHex());
  });
});

describe('assertSuccessor', () => {
  const table = { open: ['closed'], closed: [] } as const;

  test('lets a legal change pass', () => {
    expect(() => assertSuccessor(table, 'open', 'closed', 'The door')).not.toThrow();
  });

  test('says what would be possible when it refuses', () => {
    expect(() => assertSuccessor(table, 'open', 'open', 'The door')).toThrow(
      'The door is open and cannot become open; possible: closed.',
    );
    expect(() => assertSuccessor(table, 'closed', 'open', 'The door')).toThrow('possible: nothing: it has ended.');
  });
});

describe('errors', () => {
  test('carry the status of their row', () => {
    for (const [code, { status }] of Object.entries(errorTable))
      expect(new ClaqueError(code as keyof typeof errorTable, 'x').status).toBe(status);
  });

  test('of ours name the broken invariant', () => {
    expect(() => assert(false, 'two is even')).toThrow('Broken invariant: two is even');
  });
});

describe('fillSlots', () => {
  test('fills every slot, and leaves a dollar sign in a word alone', () => {
    expect(fillSlots('{a} and {b} and {a}', { a: '$&', b: '{a}' })).toBe('$& and {a} and $&');
  });

  test('never shows an unfilled slot', () => {
    expect(() => fillSlots('{nobody}', {})).toThrow('nothing fills the slot {nobody}');
  });
});

describe('linear algebra', () => {
  const systems = fc.array(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 4, maxLength: 4 }), {
    minLength: 4,
    maxLength: 4,
  });

  test('solves symmetric positive definite systems', () => {
    fc.assert(
      fc.property(
        systems,
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (rows, solution) => {
          const matrix = Float64Array.from({ length: 16 }, (_, at) => {
            const [row, column] = [Math.floor(at / 4), at % 4];
            return dot(Float64Array.from(rows[row]!), Float64Array.from(rows[column]!)) + (row === column ? 1 : 0);
          });
          const right = Float64Array.from({ length: 4 }, (_, row) =>
            dot(matrix.subarray(row * 4, row * 4 + 4), Float64Array.from(solution)),
          );
          const factor = cholesky(matrix, 4);
          const found = solveUpper(factor, solveLower(factor, right));
          found.forEach((value, index) => expect(value).toBeCloseTo(solution[index]!, 6));
        },
      ),
    );
  });
});

describe('meanInterval95', () => {
  // Student's t at 0.975, from the tables.
  test.each([
    [1, 12.706],
    [4, 2.776],
    [5, 2.571],
    [9, 2.262],
    [29, 2.045],
    [49, 2.01],
    [1_000, 1.962],
  ])('uses the quantile of %i degrees of freedom', (degrees, quantile) => {
    expect(tQuantile975(degrees)).toBeCloseTo(quantile, 2);
  });

  test('holds the mean in its middle, and is the value itself for one', () => {
    const { mean, low, high } = meanInterval95([1, 2, 3, 4]);
    expect(mean).toBe(2.5);
    expect(high - mean).toBeCloseTo(mean - low, 12);
    expect(high - low).toBeCloseTo(2 * 3.182 * Math.sqrt(variance([1, 2, 3, 4]) / 4), 2);
    expect(meanInterval95([3])).toEqual({ mean: 3, low: 3, high: 3 });
  });
});
