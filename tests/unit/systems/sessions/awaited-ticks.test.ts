/** How much a request may wait for (PL-8). */
import { expect, test } from 'vitest';
import { assertAwaitable } from '../../../../server/systems/sessions/awaited-ticks.ts';
import { specOf } from '../../../support/run-spec.ts';

const specWith = (attendeeCount: number) => {
  const spec = specOf('webinar-drop', 1);
  return { ...spec, scenario: { ...spec.scenario, audience: { ...spec.scenario.audience, attendeeCount } } };
};

test.each([
  [0, 6_000],
  [200, 5_454],
  [10_000, 1_000],
  [1_000_000, 11],
])('with %i attendees a request waits for %i ticks and no more, and says so (PL-8)', (attendeeCount, most) => {
  expect(() => assertAwaitable(specWith(attendeeCount), most, 'ticks')).not.toThrow();
  expect(() => assertAwaitable(specWith(attendeeCount), most + 1, 'ticks')).toThrow(`at most ${most}.`);
});
