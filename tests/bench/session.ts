/** A whole run: audience, conductor, counterfactuals, chat, digest. */
import { performWhole, specOf } from '../support/run-spec.ts';
import { medianMs } from './measure.ts';

const TARGET_MS = 300;

export function benchSession(): string[] {
  const scenario = {
    durationSeconds: 1_800,
    audience: { attendeeCount: 500, preset: 'committed' as const },
  };
  const spec = specOf('webinar-drop', 1, { scenario });
  const ms = medianMs(9, () => performWhole(spec));
  const verdict = ms < TARGET_MS ? 'inside' : 'OUTSIDE';
  return [
    `30-minute session, 500 attendees, everything included: median ${ms.toFixed(0)} ms of 9 (${verdict} the target of ${TARGET_MS} ms)`,
  ];
}
