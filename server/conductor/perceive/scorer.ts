/** From observations to the engagement score (EC-1, EC-2). */
import type { Parts, Signals } from '../../contract/activity.ts';
import type { ScoredPoint, Scorer } from '../../contract/conductor.ts';
import type { Observation } from '../../contract/observation.ts';
import type { Norms } from '../../contract/scenario.ts';
import { categoryOf } from '../../contract/vocabulary.ts';
import { clamp } from '../../kernel/statistics.ts';
import { expectedChatPerMinute, expectedParticipation } from './norms.ts';
import { RollingWindow } from './rolling.ts';

/** Seconds between two points (EC-2). */
export const POINT_SECONDS = 5;
/** A poll younger than this says how fast people read, not how many take part. Assumed. */
const POLL_SETTLE_SECONDS = 10;
/** Weights of the parts (EC-2). */
export const weights = { chat: 0.3, polls: 0.25, active: 0.25, reactions: 0.1, leaves: 0.1 } as const;

export function createScorer(norms: Norms): Scorer {
  return scorerOf(norms, new RollingWindow());
}

function scorerOf(norms: Norms, window: RollingWindow): Scorer {
  return {
    take(observation) {
      window.push(observation);
      if (observation.tick % POINT_SECONDS !== 0) return null;
      return scorePoint(norms, window, observation);
    },
    clone: () => scorerOf(norms, new RollingWindow(window)),
  };
}

function scorePoint(norms: Norms, window: RollingWindow, observation: Observation): ScoredPoint {
  const sums = window.sums();
  const perMinute = 60 / sums.seconds;
  const { presentCount, activeCount, poll, tick, unreported } = observation;
  const hasFocus = !unreported?.includes('focus');
  const hasReactions = !unreported?.includes('reactions');
  const meanPresent = sums.presentCount / sums.seconds;
  // Until people have had time to answer, and one has, there is nothing to observe: opening a poll must not move the
  // score by itself.
  const hasSettled = poll !== null && tick - poll.openedTick >= POLL_SETTLE_SECONDS;
  const isPollSeen = hasSettled && poll.voteCount > 0 && presentCount > 0;
  const signals: Signals = {
    chatPerMinute: sums.chatCount * perMinute,
    activeCount: hasFocus ? activeCount : null,
    activeRatio: hasFocus ? sums.activeCount / Math.max(1, sums.presentCount) : null,
    presentCount,
    pollParticipationRatio: isPollSeen ? Math.min(1, poll.voteCount / presentCount) : null,
    reactionsPerMinute: hasReactions ? sums.reactionCount * perMinute : null,
    leavesPerMinute: sums.leaveCount * perMinute,
  };
  const parts: Parts = {
    chat: fulfilment(signals.chatPerMinute, expectedChatPerMinute(norms, meanPresent)),
    polls: isPollSeen
      ? fulfilment(signals.pollParticipationRatio!, expectedParticipation(norms, tick - poll.openedTick))
      : null,
    active: signals.activeRatio === null ? null : fulfilment(signals.activeRatio, norms.activeRatio),
    reactions:
      signals.reactionsPerMinute === null
        ? null
        : fulfilment(signals.reactionsPerMinute, norms.reactionsPerMinutePerAttendee * meanPresent),
    leaves: fulfilment(signals.leavesPerMinute, norms.leavesPerMinutePerAttendee * meanPresent),
  };
  const score = engagementScore(parts);
  return { tick, score, category: categoryOf(score), signals, parts };
}

/**
 * How far a signal reaches what one expects of it: 0 for nothing, 2/3 for exactly that, towards 1 for more.
 *
 * 1 - 3^(-value / expected): never clips, so that a lively session still shows a fall. The shape is assumed.
 *
 * @param expected >= 0; an audience of nobody is expected to do nothing, and does it: 0.
 */
export function fulfilment(value: number, expected: number): number {
  return expected > 0 ? 1 - 3 ** (-value / expected) : 0;
}

/**
 * The weighted sum of EC-2 over the parts that can be observed, in [0, 1].
 *
 * A poll can only be observed once somebody has opened it. It therefore counts up to the level of the other parts and no
 * further: it can show that fewer take part than it seemed, and never lift the score by being there.
 */
export function engagementScore(parts: Parts): number {
  let inUse = 0;
  let sum = -weights.leaves * parts.leaves;
  for (const name of ['chat', 'active', 'reactions'] as const) {
    const part = parts[name];
    if (part === null) continue;
    inUse += weights[name];
    sum += weights[name] * part;
  }
  if (parts.polls !== null) {
    sum += weights.polls * Math.min(parts.polls, Math.max(0, sum / inUse));
    inUse += weights.polls;
  }
  return clamp(sum / inUse, 0, 1);
}
