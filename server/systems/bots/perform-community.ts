/** A community performed as fast as it can: no clock, one heartbeat after the other in the order of time. */
import type { Pace } from '../../contract/bot.ts';
import { paceGapSeconds } from '../../contract/bot.ts';
import type { CommunityEvent } from '../../simulation/community/events.ts';
import type { MemoryChange } from '../../simulation/community/mind.ts';
import { firstGapMs, gapMs } from '../../simulation/community/rhythm.ts';
import { Agenda } from './agenda.ts';
import type { LivingBot } from './bot.ts';
import { compactMemories } from './compact.ts';
import { performHeartbeat } from './heartbeat.ts';
import type { Outcome } from './outcome.ts';
import type { HeartbeatParts } from './turn.ts';
import { turnOf } from './turn.ts';

/** Makes true what came of a heartbeat: in memory alone, or on disk too. */
export interface Settlement {
  settle(bot: LivingBot, plan: () => Outcome, nextAtMs: number): Promise<void>;
  settleMemory(bot: LivingBot, change: MemoryChange): Promise<void>;
  /** What happens by a script and not by a heartbeat. */
  settleEvents(plan: () => readonly CommunityEvent[]): Promise<void>;
}

/** Something that is to happen at a moment, whatever the bots do. */
export interface Cue {
  readonly atMs: number;
  readonly plan: () => readonly CommunityEvent[];
}

export interface CommunityPlan {
  readonly startMs: number;
  readonly endMs: number;
  readonly pace: Exclude<Pace, 'paused'>;
  /** In the order of time. */
  readonly cues?: readonly Cue[];
  /** Told the simulated time, so that what reads a clock reads this one. */
  readonly onTime?: (nowMs: number) => void;
}

/** Performs a community from its present state on. @returns How many heartbeats there were. */
export async function performCommunity(
  parts: HeartbeatParts,
  plan: CommunityPlan,
  settlement: Settlement,
): Promise<number> {
  const { startMs, endMs, pace, cues = [], onTime } = plan;
  const { world, bots } = parts.community;
  const agenda = new Agenda();
  for (const bot of bots.values()) agenda.add(startMs + firstGapMs(bot.who, pace), bot.id);
  let heartbeatCount = 0;
  let cueCount = 0;
  for (let next = agenda.take(); next && next.atMs < endMs; next = agenda.take()) {
    for (let cue = cues[cueCount]; cue && cue.atMs <= next.atMs; cue = cues[(cueCount += 1)]) {
      onTime?.(cue.atMs);
      await settlement.settleEvents(cue.plan);
    }
    const bot = bots.get(next.botId)!;
    const turn = turnOf(bot, { nowMs: Math.round(next.atMs), gapSeconds: paceGapSeconds[pace] });
    onTime?.(turn.nowMs);
    const number = world.member(bot.id).heartbeatCount + 1;
    const nextAtMs = next.atMs + gapMs(bot.who, number, pace, turn.nowMs);
    await settlement.settle(bot, await performHeartbeat(parts, turn), nextAtMs);
    const compacted = await compactMemories(parts, turn);
    if (compacted) await settlement.settleMemory(bot, compacted);
    world.forget(turn.nowMs);
    heartbeatCount += 1;
    agenda.add(nextAtMs, bot.id);
  }
  onTime?.(endMs);
  return heartbeatCount;
}
