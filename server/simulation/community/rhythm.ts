/** When a bot's next heartbeat comes: jittered, with its own hours of the day (BC-2, BC-3). */
import type { Pace } from '../../contract/bot.ts';
import { paceGapSeconds } from '../../contract/bot.ts';
import { random, randomNormal, streams } from '../../kernel/random.ts';
import { clamp } from '../../kernel/statistics.ts';

const dayMs = 86_400_000;
const radiansPerMs = (2 * Math.PI) / dayMs;

/** Spread of the gaps, as the standard deviation of their logarithm. Assumed: some people look twice in a row. */
const gapSigma = 1.2;
/** How much more a bot is about at its best hour than on average; at its worst it is that much less. Assumed. */
const ownAmplitudeRatio = 0.4;
/** The community's busiest hour, in UTC. Assumed. */
const peakHour = 18;
/**
 * How far the bots' best hours lie apart, in radians. The mean of cosines with amplitude a and normal phases of spread s
 * has amplitude a·exp(-s²/2): with 1.27 heartbeats peak at 1.4 times their trough. Posts draw answers, so they peak higher:
 * at about 1.9 times, as YClient's hourly table has it.
 */
const peakSpread = 1.27;
/** Ends of a gap, in multiples of the pace's mean: below the first a bot hammers, above the second it seems dead. */
const shortestGap = 0.1;
const longestGap = 12;

/** Who draws: the same for a bot wherever and in whatever company it lives. Each is an unsigned 32-bit integer. */
export interface Drawer {
  readonly seed: number;
  readonly agent: number;
}

/** How much a bot is about at a moment, 1 on average over the day. */
export function presenceAt(who: Drawer, atMs: number): number {
  const ownPeak = (peakHour / 24) * 2 * Math.PI + peakSpread * randomNormal(who.seed, streams.rhythm, who.agent, 0);
  return 1 + ownAmplitudeRatio * Math.cos(atMs * radiansPerMs - ownPeak);
}

/**
 * Milliseconds from a heartbeat to the next: log-normal around the pace's mean, longer in the bot's quiet hours.
 *
 * @param number The number of the heartbeat that has just ended; 0 before the first.
 */
export function gapMs(who: Drawer, number: number, pace: Exclude<Pace, 'paused'>, atMs: number): number {
  const spread = Math.exp(gapSigma * randomNormal(who.seed, streams.rhythm, who.agent, number + 1) - gapSigma ** 2 / 2);
  const gap = clamp(spread / presenceAt(who, atMs), shortestGap, longestGap);
  return gap * paceGapSeconds[pace] * 1_000;
}

/** Milliseconds until a bot's first heartbeat: anywhere within one mean gap, so that they do not start in step. */
export function firstGapMs(who: Drawer, pace: Exclude<Pace, 'paused'>): number {
  return random(who.seed, streams.rhythm, who.agent, 0xffff_fffe) * paceGapSeconds[pace] * 1_000;
}
