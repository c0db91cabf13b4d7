/** How many ticks a request may wait for: more would leave its caller, and whoever comes after, without an answer. */
import type { RunSpec } from '../../contract/run-file.ts';
import { ClaqueError } from '../../kernel/errors.ts';

/** Half a second of one core, in attendee ticks: 23 million a second were measured, counterfactual included. */
const attendeeTickBudget = 12_000_000;
/** What a tick costs with nobody present, in attendee ticks. Measured. */
const tickOverhead = 2_000;

/**
 * @param field Of the request, that would have to be smaller.
 * @throws {ClaqueError} bad-request, with what would be right.
 */
export function assertAwaitable({ scenario: { audience } }: RunSpec, ticks: number, field: string): void {
  const { attendeeCount } = audience;
  const most = Math.floor(attendeeTickBudget / (attendeeCount + tickOverhead));
  if (ticks <= most) return;
  const sentence = `${ticks} ticks with ${attendeeCount} attendees are more than a request waits for: at most ${most}.`;
  throw new ClaqueError('bad-request', `${sentence} Let the session run, or have fewer attendees.`, {
    fields: [{ field: `body.${field}`, message: `at most ${most} ticks with ${attendeeCount} attendees` }],
  });
}
