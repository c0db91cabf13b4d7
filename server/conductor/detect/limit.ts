/** What this session's own rates let one see at all (EC-7). */
import type { DetectionLimit } from '../../contract/activity.ts';
import type { Fit } from './baseline.ts';
import { secondsToSee } from './drop-tests.ts';

/** The drop that is spoken of: half of the attention. */
const DROP_RATIO = 0.5;
/** A drop that takes longer than this to see is not detectable in any useful sense. Assumed. */
const LONGEST_SECONDS = 60;

export function limitOf(fit: Fit | null): DetectionLimit {
  const seconds = fit && secondsToSee(fit, DROP_RATIO);
  if (seconds === null || seconds > LONGEST_SECONDS)
    return {
      dropRatio: DROP_RATIO,
      seconds: null,
      sentence: `Not detectable yet: ${whyNot(fit)}.`,
    };
  return {
    dropRatio: DROP_RATIO,
    seconds,
    sentence: `A drop of 50% can be seen within ${seconds} s at this audience’s rates.`,
  };
}

/** A share that scatters this much more than sampling alone has been moving. Assumed. */
const UNSETTLED_FACTOR = 1.8;

function whyNot(fit: Fit | null): string {
  if (!fit) return 'still learning what is usual here';
  return fit.deviation > UNSETTLED_FACTOR * fit.samplingDeviation
    ? 'attention has been moving too much lately to know what is usual'
    : 'too few attendees to tell a drop from chance';
}
