/** A community performed as fast as it can: no clock, no database, one heartbeat after the other in the order of time. */
import type { Pace } from '../../contract/bot.ts';
import { Digest } from '../../kernel/digest.ts';
import { firstGapMs, gapMs } from '../../simulation/community/rhythm.ts';
import { paceGapSeconds } from '../../contract/bot.ts';
import type { LivingBot } from './bot.ts';
import { compactMemories } from './compact.ts';
import type { HeartbeatParts } from './turn.ts';
import { performHeartbeat } from './heartbeat.ts';
import { turnOf } from './turn.ts';
import type { Outcome } from './outcome.ts';
import { Agenda } from './agenda.ts';

export interface CommunityPlan {
  readonly startMs: number;
  readonly endMs: number;
  readonly pace: Exclude<Pace, 'paused'>;
}

export interface CommunityWatch {
  /** Hears of every outcome once it has taken effect; may store it, and is waited for. */
  readonly onOutcome?: (outcome: Outcome, bot: LivingBot) => Promise<void> | void;
  /** Told the simulated time, so that what reads a clock (the budget) reads this one. */
  readonly onTime?: (nowMs: number) => void;
}

export interface CommunityPerformance {
  /** Over every event, in order: two performances of the same plan have the same. */
  readonly digest: string;
  readonly heartbeatCount: number;
}

/** Performs a community from its present state on; the same state, plan and seed give the same to the last bit (PL-2). */
export async function performCommunity(
  parts: HeartbeatParts,
  { startMs, endMs, pace }: CommunityPlan,
  watch: CommunityWatch = {},
): Promise<CommunityPerformance> {
  const { world, bots } = parts.community;
  const agenda = new Agenda();
  for (const bot of bots.values()) agenda.add(startMs + firstGapMs(bot.who, pace), bot.id);
  const digest = new Digest();
  let heartbeatCount = 0;
  for (let next = agenda.take(); next && next.atMs < endMs; next = agenda.take()) {
    const bot = bots.get(next.botId)!;
    const turn = turnOf(bot, { nowMs: Math.round(next.atMs), gapSeconds: paceGapSeconds[pace] });
    watch.onTime?.(turn.nowMs);
    const outcome = (await performHeartbeat(parts, turn))();
    for (const event of outcome.events) world.apply(event);
    for (const change of outcome.changes) bot.mind.apply(change);
    const compacted = await compactMemories(parts, turn);
    if (compacted) bot.mind.apply(compacted);
    digest.addValue([outcome.events, compacted]);
    await watch.onOutcome?.(compacted ? { ...outcome, changes: [...outcome.changes, compacted] } : outcome, bot);
    world.forget(turn.nowMs);
    heartbeatCount += 1;
    agenda.add(next.atMs + gapMs(bot.who, outcome.heartbeat.number, pace, turn.nowMs), bot.id);
  }
  return { digest: digest.toHex(), heartbeatCount };
}
