/** One second of a recording as the conductor sees it. */
import type { Observation, UnreportedSignal } from '../../contract/observation.ts';
import type { RecordedPoll, Recording } from '../../contract/recording.ts';

/** @param tick From 1 to the recording's length. */
export function observationAt(recording: Recording, tick: number): Observation {
  const index = tick - 1;
  const presentCount = recording.presentCounts[index]!;
  const poll = recording.polls.findLast(({ openedTick, closedTick }) => openedTick <= tick && tick < closedTick);
  const unreported: UnreportedSignal[] = [
    ...(recording.activeCounts === null ? (['focus'] as const) : []),
    ...(recording.reactionCounts === null ? (['reactions'] as const) : []),
  ];
  return {
    tick,
    presentCount,
    // Nobody can be in focus who is not there: a recording may say so where its clocks disagree.
    activeCount: Math.min(presentCount, recording.activeCounts?.[index] ?? presentCount),
    joinCount: recording.joinCounts[index]!,
    leaveCount: recording.leaveCounts[index]!,
    chatCount: recording.chatCounts[index]!,
    reactionCount: recording.reactionCounts?.[index] ?? 0,
    poll: poll ? { openedTick: poll.openedTick, voteCount: votesBy(poll, tick) } : null,
    ...(unreported.length > 0 && { unreported }),
  };
}

/** Votes up to a tick, by bisection: a poll may have a million. */
function votesBy({ voteTicks }: RecordedPoll, tick: number): number {
  let low = 0;
  let high = voteTicks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (voteTicks[middle]! <= tick) low = middle + 1;
    else high = middle;
  }
  return low;
}
