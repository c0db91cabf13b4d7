/** A fall from its detection until the audience is back, or has settled on a new level. */
import type { AnomalyType, Severity } from '../../contract/vocabulary.ts';

/** Which signal gave the fall away: what must come back before it is over. */
export type Cause = 'focus' | 'chat' | 'leaves' | 'level';

export interface Episode {
  readonly type: AnomalyType;
  readonly cause: Cause;
  readonly startTick: number;
  severity: Severity;
  score: number;
  /** Share in focus before the fall. */
  readonly shareBefore: number;
  /** Messages a minute before the fall. */
  readonly chatBefore: number;
  recoveredSeconds: number;
}

/** What an audience that is back can be told by. */
export interface Present {
  /** Share in focus over the newest 15 s. */
  readonly share: number;
  /** Messages a minute over the newest 40 s. */
  readonly chatPerMinute: number;
  /** Whether people leave faster than an exodus would have it. */
  readonly isLeaving: boolean;
  /** Mean engagement score of the newest minute. */
  readonly level: number;
  readonly lowestLevel: number;
}

/** Back within this of the share or score before the fall, for this long, is recovered. Assumed. */
const RECOVERED_MARGIN = 0.07;
const RECOVERED_CHAT_RATIO = 0.7;
const RECOVERED_SECONDS = 40;
/** A level that has not come back by then is the new normal. Assumed. */
const EPISODE_SECONDS = 480;

/** Takes one more tick in. Returns whether the episode is over and why, or null while it lasts. */
export function followEpisode(episode: Episode, present: Present, tick: number): 'recovered' | 'settled' | null {
  episode.recoveredSeconds = isBack(episode, present) ? episode.recoveredSeconds + 1 : 0;
  if (tick - episode.startTick >= EPISODE_SECONDS) return 'settled';
  return episode.recoveredSeconds >= RECOVERED_SECONDS ? 'recovered' : null;
}

function isBack({ cause, shareBefore, chatBefore }: Episode, present: Present): boolean {
  if (cause === 'level') return present.level >= present.lowestLevel + RECOVERED_MARGIN;
  if (cause === 'chat' && present.chatPerMinute < RECOVERED_CHAT_RATIO * chatBefore) return false;
  if (cause === 'leaves' && present.isLeaving) return false;
  return present.share >= shareBefore - RECOVERED_MARGIN;
}
