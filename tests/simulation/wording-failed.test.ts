/** Why a template stands where a language model's words should: part of the run, like the words themselves (EC-16). */
import { expect, test } from 'vitest';
import type { SessionInput } from '../../server/contract/input.ts';
import { activitiesOf, performWhole, specOf } from '../support/run-spec.ts';

const spec = specOf('webinar-drop', 3, { wording: 'model' });
const waiting = activitiesOf(performWhole(spec).activities, 'intervention.generating')[0]!;
const failedAt = (tick: number): SessionInput => ({
  kind: 'words_failed',
  tick,
  by: 'model',
  interventionNumber: waiting.payload.number,
  why: 'The cap is reached.',
});
const contentWith = (inputs: readonly SessionInput[]) =>
  activitiesOf(performWhole(spec, inputs).activities, 'intervention.suggested').find(
    ({ payload }) => payload.number === waiting.payload.number,
  )!.payload.content;

test('the same template comes as without a word from the model, with the reason beside it', () => {
  const plain = contentWith([]);
  expect(plain).toMatchObject({ source: 'template' });
  expect(plain).not.toHaveProperty('note');
  expect(contentWith([failedAt(waiting.tick + 3)])).toEqual({ ...plain, note: 'The cap is reached.' });
});

test('the reason is part of the run, and changes nothing but itself', () => {
  const [one, other] = [failedAt(waiting.tick + 3), failedAt(waiting.tick + 3)].map((input) =>
    performWhole(spec, [input]),
  );
  expect(one!.digest).toBe(other!.digest);
  expect(one!.digest).not.toBe(performWhole(spec).digest);
  expect(one!.result.score).toEqual(performWhole(spec).result.score);
});

test('a reason that comes when words are there already is refused', () => {
  const { activities } = performWhole(spec, [failedAt(waiting.tick + 4)]);
  expect(activitiesOf(activities, 'input.refused')[0]?.payload).toMatchObject({ input: 'words_failed' });
});
