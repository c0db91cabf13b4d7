import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fillWords,
  random,
  randomInteger,
  randomNormal,
  streams,
  threefry2x32,
} from '../../../server/kernel/random.ts';
import { mean, variance } from '../../../server/kernel/statistics.ts';

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });

describe('threefry2x32', () => {
  // Known-answer vectors that the authors publish with Random123.
  test.each([
    [[0, 0], [0, 0], 20, [0x6b200159, 0x99ba4efe]],
    [[0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], 20, [0x1cb996fc, 0xbb002be7]],
    [[0x13198a2e, 0x03707344], [0x243f6a88, 0x85a308d3], 20, [0xc4923a9c, 0x483df7a0]],
    [[0, 0], [0, 0], 13, [0x9d1c5ec6, 0x8bd50731]],
  ] as const)('gives the published words for key %j, counter %j, %i rounds', (key, counter, rounds, words) => {
    expect(threefry2x32(key, counter, rounds)).toEqual(words);
  });
});

describe('fillWords', () => {
  test('is the plain function, unrolled (PL-1)', () => {
    fc.assert(
      fc.property(
        u32,
        u32,
        u32,
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 1, max: 40 }),
        (seed, stream, tick, from, count) => {
          const first = new Int32Array(count);
          const second = new Int32Array(count);
          fillWords(seed, stream as 1, tick, from, count, first, second);
          for (let index = 0; index < count; index += 1)
            expect([first[index]! >>> 0, second[index]! >>> 0]).toEqual(
              threefry2x32([seed, stream], [from + index, tick]),
            );
        },
      ),
    );
  });
});

describe('draws', () => {
  const draws = (count: number, draw: (agent: number) => number) =>
    Array.from({ length: count }, (_, agent) => draw(agent));

  test('depend on seed, stream, agent and tick, and on no draw before', () => {
    const one = random(7, streams.traits, 3, 11);
    draws(100, (agent) => random(7, streams.traits, agent, 12));
    expect(random(7, streams.traits, 3, 11)).toBe(one);
    for (const other of [
      random(8, streams.traits, 3, 11),
      random(7, streams.arrival, 3, 11),
      random(7, streams.traits, 4, 11),
      random(7, streams.traits, 3, 12),
    ])
      expect(other).not.toBe(one);
  });

  test('are uniform: chi-square over 64 cells stays below its 0.999 quantile, along agents and along ticks', () => {
    for (const draw of [(n: number) => random(1, streams.vote, n, 5), (n: number) => random(1, streams.vote, 5, n)]) {
      const cells = new Float64Array(64);
      for (const u of draws(64_000, draw)) cells[Math.floor(u * 64)]! += 1;
      const chiSquare = cells.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
      expect(chiSquare).toBeLessThan(103.4); // 63 degrees of freedom
    }
  });

  test('of whole numbers stay below their bound', () => {
    fc.assert(
      fc.property(u32, u32, fc.integer({ min: 1, max: 1_000 }), (seed, agent, below) => {
        const drawn = randomInteger(seed, streams.text, agent, 0, below);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < below).toBe(true);
      }),
    );
  });

  test('of the normal distribution have mean 0 and variance 1', () => {
    const values = draws(50_000, (agent) => randomNormal(2, streams.policy, agent, 1));
    expect(Math.abs(mean(values))).toBeLessThan(0.02);
    expect(Math.abs(variance(values) - 1)).toBeLessThan(0.03);
  });
});
