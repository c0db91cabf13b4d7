import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StreamDetector } from '../../../server/conductor/detect/stream-detector.ts';
import { random, randomNormal, streams } from '../../../server/kernel/random.ts';

const verdictsOf = (values: readonly (number | null)[], warmUpRows?: number) => {
  const detector = new StreamDetector(warmUpRows);
  return values.map((value) => detector.push(value));
};
const scoresOf = (values: readonly (number | null)[]) => verdictsOf(values).map(({ score }) => score);

/** Whole numbers, so that shifts and powers of two lose nothing: a level with noise, spikes and now and then a new level. */
function stream(seed: number, length: number): number[] {
  let level = 0;
  return Array.from({ length }, (_, row) => {
    if (random(seed, streams.text, 1, row) < 0.002) level += Math.round(200 * randomNormal(seed, streams.text, 2, row));
    const spike = random(seed, streams.text, 3, row) < 0.005 ? 500 : 0;
    return level + spike + Math.round(20 * randomNormal(seed, streams.text, 4, row));
  });
}

const anySeed = fc.integer({ min: 0, max: 1_000_000 });
const runs = { numRuns: 25 };

describe('the stream detector (EC-9)', () => {
  test.each([
    ['falls', -60, 'SUDDEN_DROP'],
    ['rises', 60, 'SUDDEN_RISE'],
  ])('raises one alarm when the level %s, of the right type and with its evidence', (_name, step, type) => {
    const values = Array.from(
      { length: 2_400 },
      (_, row) => (row >= 2_000 ? step : 0) + 5 * randomNormal(8, 1, 0, row),
    );
    const after = verdictsOf(values).slice(2_000);
    const alarms = after.flatMap((verdict, row) => (verdict.type === null ? [] : [{ ...verdict, row }]));
    expect(alarms.map((alarm) => alarm.type)).toEqual([type]);
    expect(alarms[0]!.row).toBeLessThan(7);
    expect(alarms[0]!.severity).toBe('CRITICAL');
    expect(alarms[0]!.evidence).toMatch(step < 0 ? /lies below the median/ : /lies above the median/);
  });

  test('sees a course that is new though each of its values is known', () => {
    const values = Array.from({ length: 5_000 }, (_, row) =>
      Math.round(1_000 * Math.sin((row * 2 * Math.PI) / (row < 4_500 ? 200 : 50))),
    );
    const alarms = verdictsOf(values).flatMap(({ type }, row) => (type === null ? [] : [{ type, row }]));
    const found = alarms.find(({ row }) => row >= 4_500);
    expect(found?.type).toBe('NEW_SHAPE');
    expect(found!.row).toBeLessThan(4_570);
  });

  test('knows no later value when it scores one: the scores of a beginning are the beginning of the scores', () => {
    fc.assert(
      fc.property(anySeed, fc.integer({ min: 1, max: 1_500 }), (seed, length) => {
        const values = stream(seed, 1_500);
        expect(scoresOf(values.slice(0, length))).toEqual(scoresOf(values).slice(0, length));
      }),
      runs,
    );
  });

  test('scores the same in other units, from another zero and upside down', () => {
    fc.assert(
      fc.property(
        anySeed,
        fc.integer({ min: -1e6, max: 1e6 }),
        fc.integer({ min: -8, max: 8 }),
        (seed, shift, power) => {
          const values = stream(seed, 1_500);
          const scores = scoresOf(values);
          expect(scoresOf(values.map((value) => value + shift))).toEqual(scores);
          expect(scoresOf(values.map((value) => value * 2 ** power))).toEqual(scores);
          expect(scoresOf(values.map((value) => -value))).toEqual(scores);
        },
      ),
      runs,
    );
  });

  test('passes over what is missing or broken as if the row were not there', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const values = stream(seed, 1_200);
        const holed = values.flatMap((value, row) =>
          row % 5 === 0 ? [null, value] : row % 7 === 0 ? [NaN, value] : value,
        );
        const scores = scoresOf(holed);
        expect(scores.filter((_, row) => Number.isFinite(holed[row] ?? NaN))).toEqual(scoresOf(values));
        expect(scores.every((score, row) => score === 0 || Number.isFinite(holed[row] ?? NaN))).toBe(true);
      }),
      runs,
    );
  });

  test('stays in [0, 1], and says the same of the same stream', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 600 }), (values) => {
        const verdicts = verdictsOf(values, 0);
        expect(verdicts.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
        expect(verdictsOf(values, 0)).toEqual(verdicts);
      }),
      runs,
    );
  });

  test('raises nothing in a constant stream, and the first time it moves does', () => {
    const verdicts = verdictsOf(Array.from({ length: 3_000 }, (_, row) => (row === 2_500 ? 4 : 3)));
    expect(verdicts.slice(0, 2_500).every(({ score }) => score === 0)).toBe(true);
    expect(verdicts.slice(2_500, 2_507).filter(({ type }) => type === 'SUDDEN_RISE')).toHaveLength(1);
  });

  test('scores nothing during the warm-up, and the same after it whatever its length', () => {
    const values = stream(3, 2_000);
    const [short, long] = [verdictsOf(values, 0), verdictsOf(values, 700)];
    expect(short.slice(0, 700).some(({ type }) => type !== null)).toBe(true);
    expect(long.slice(0, 700).every(({ score }) => score === 0)).toBe(true);
    expect(long.slice(700)).toEqual(short.slice(700));
  });

  test('is seldom wrong about noise: at most ten alarms in 10,000 rows', () => {
    const values = Array.from({ length: 10_000 }, (_, row) => randomNormal(5, streams.text, 0, row));
    expect(verdictsOf(values).filter(({ type }) => type !== null).length).toBeLessThanOrEqual(10);
  });

  test('never finds in noise that has been going on for long what it found at first: memory is bounded', () => {
    const detector = new StreamDetector();
    const alarmsIn = (rows: number) => {
      let count = 0;
      for (let row = 0; row < rows; row += 1)
        if (detector.push(Math.round(1e6 * random(2, streams.text, 0, row))).type !== null) count += 1;
      return count;
    };
    alarmsIn(25_000);
    expect(alarmsIn(25_000)).toBeLessThanOrEqual(25);
  });
});
