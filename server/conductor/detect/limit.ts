/** What this session's own rates let one see at all (EC-7). */
import type { DetectionLimit } from '../../contract/activity.ts';
import type { Fit } from './baseline.ts';
import { chatSecondsToSee, LONGEST_SECONDS } from './chat-test.ts';
import { secondsToSee } from './drop-tests.ts';

/** The drops that are spoken of, the smallest that can be seen: half of what there was, or more. */
const dropRatios = [0.5, 0.7, 0.9] as const;

/** What a session has to go by. */
export interface Sight {
  /** Null while nothing is known of the share in focus. */
  readonly fit: Fit | null;
  /** Whether the platform reports who is in focus at all. */
  readonly isFocusReported: boolean;
  /** Messages a second, over their over-dispersion; null while the level of chat is not known. */
  readonly chatRate: number | null;
}

export function limitOf(sight: Sight): DetectionLimit {
  for (const dropRatio of dropRatios) {
    const byFocus = sight.fit && sight.isFocusReported ? (secondsToSee(sight.fit, dropRatio) ?? Infinity) : Infinity;
    const byChat = chatSecondsToSee(sight.chatRate ?? 0, dropRatio);
    const seconds = Math.min(byFocus, byChat);
    if (seconds > LONGEST_SECONDS) continue;
    const by = byChat < byFocus ? 'at this chat rate' : 'at this audience’s rates';
    const sentence = `A drop of ${dropRatio * 100}% can be seen within ${seconds} s ${by}.`;
    return { dropRatio, seconds, sentence };
  }
  return { dropRatio: dropRatios[0], seconds: null, sentence: `Not detectable yet: ${whyNot(sight)}.` };
}

/** A share that scatters this much more than sampling alone has been moving. Assumed. */
const UNSETTLED_FACTOR = 1.8;

function whyNot({ fit, isFocusReported, chatRate }: Sight): string {
  if (!fit || (!isFocusReported && chatRate === null)) return 'still learning what is usual here';
  if (!isFocusReported) return 'too few messages to tell a drop from chance';
  return fit.deviation > UNSETTLED_FACTOR * fit.samplingDeviation
    ? 'attention has been moving too much lately to know what is usual'
    : 'too few attendees to tell a drop from chance';
}
