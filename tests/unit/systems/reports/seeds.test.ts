import { expect, test } from 'vitest';
import { agreementOf, planSeeds } from '../../../../server/systems/reports/seeds.ts';
import { specOf } from '../../../support/run-spec.ts';

const spec = specOf('webinar-drop', 7, { mode: 'semi' });

test('other seeds are the session’s own and those that follow, all else the same (EC-25)', () => {
  const { specs, note } = planSeeds(spec, 3);
  expect(specs).toEqual([7, 8, 9].map((seed) => ({ ...spec, seed })));
  expect(note).toBeNull();
});

test('after the last seed comes the first', () => {
  expect(planSeeds({ ...spec, seed: 4_294_967_295 }, 2).specs.map(({ seed }) => seed)).toEqual([4_294_967_295, 0]);
});

test.each(['manual', 'shadow'] as const)('%s mode is performed in auto mode, and the note says so', (mode) => {
  const { specs, note } = planSeeds({ ...spec, mode }, 2);
  expect(specs.map((each) => each.mode)).toEqual(['auto', 'auto']);
  expect(note).toContain(`in ${mode} mode nothing is done without a person`);
});

test('there are none with the conductor off, and none of a recording, with the reason', () => {
  const recording = specOf('webinar-drop', 1, { recording: { name: 'x' } as never });
  expect(planSeeds({ ...spec, mode: 'off' }, 5)).toMatchObject({ specs: [], note: expect.stringContaining('off') });
  expect(planSeeds(recording, 5)).toMatchObject({ specs: [], note: expect.stringContaining('recorded') });
});

test('a big session gets fewer than asked for, one that is too big none, and both say so', () => {
  const sized = (attendeeCount: number) => specOf('webinar-drop', 1, { scenario: { audience: { attendeeCount } } });
  const big = planSeeds(sized(30_000), 10);
  expect(big.specs).toHaveLength(4);
  expect(big.note).toContain('4 in place of 10');
  expect(planSeeds(sized(1_000_000), 10)).toMatchObject({ specs: [], note: expect.stringContaining('--replicates') });
  expect(planSeeds(sized(1_000_000), 10, false).specs).toHaveLength(10);
});

test('seeds agree where the uplift is above zero; the interval is Student’s t (EC-25)', () => {
  expect(agreementOf([])).toBeNull();
  const agreement = agreementOf([0.1, 0.2, 0, -0.1])!;
  expect(agreement).toMatchObject({ count: 4, agreeCount: 2 });
  expect(agreement.upliftMean).toBeCloseTo(0.05, 12);
  // Standard deviation 0.1291, over 2; t at 3 degrees of freedom is 3.182.
  expect(agreement.upliftCi95![1] - agreement.upliftMean).toBeCloseTo(0.2054, 4);
});

test('one seed has no interval: a width of nothing would claim what nobody knows (EC-25)', () => {
  expect(agreementOf([0.1])).toEqual({ count: 1, agreeCount: 1, upliftMean: 0.1, upliftCi95: null });
  expect(agreementOf([0.1, 0.3])!.upliftCi95).not.toBeNull();
});
