/**
 * What the sliders of a persona do to what a bot does. Every weight is relative to doing nothing, whose weight is 1; all
 * figures are assumed, and set so that a generated community has the shape of real ones (BC-18, docs/fidelity.md).
 */
import type { BotConfig } from '../../contract/bot.ts';
import type { Stance } from '../../contract/community.ts';
import { clamp } from '../../kernel/statistics.ts';
import type { FeedEntry } from './feed.ts';
import type { MemoryItem } from './mind.ts';
import { strengthAt } from './mind.ts';
import type { Member } from './member.ts';

type Behaviour = BotConfig['behaviour'];

/** How readily a style speaks, and how often it votes. After Nielsen's 90-9-1: lurkers look and vote, few write. */
const styles = {
  active: { speak: 0.11, vote: 0.16 },
  reactive: { speak: 0.08, vote: 0.2 },
  observer: { speak: 0.004, vote: 0.12 },
} as const;

/** A bot of shyness 100 speaks e^-5.2, a 180th, as often as one of shyness 0: participation spreads over decades. */
const shynessExponent = 5.2;
/** Having written, a bot is at it: it speaks so many times as readily, fading with the time constant below. */
const momentumGain = 17;
const momentumMs = 45 * 60_000;

/** How readily a bot speaks at all at this moment. */
export function speakDrive({ engagementStyle, shyness }: Behaviour, { lastWroteAtMs }: Member, nowMs: number): number {
  const since = lastWroteAtMs === null ? Infinity : nowMs - lastWroteAtMs;
  const momentum = 1 + momentumGain * Math.exp(-since / momentumMs);
  return styles[engagementStyle].speak * Math.exp((-shynessExponent * shyness) / 100) * momentum;
}

/** Leaders open threads: 0.1 times the drive at leadership 0, 0.9 times at 100. */
export const threadWeight = ({ leadership, creativity }: Behaviour): number =>
  (0.1 + 0.8 * (leadership / 100) ** 1.5) * (0.8 + 0.4 * (creativity / 100));

/** How much a post calls for an answer, as a factor on the drive. */
export function answerChances(
  { leadership, engagementStyle }: Behaviour,
  kind: 'mention' | 'reply' | 'feed',
  bond: MemoryItem | undefined,
  nowMs: number,
  entry?: FeedEntry,
): number {
  const call = kind === 'mention' ? 5 : kind === 'reply' ? 2.5 : feedCall(entry);
  const familiarity = bond ? 1 + 2 * strengthAt(bond, nowMs) * Math.abs(bond.valence) : 1;
  const style = engagementStyle === 'reactive' ? 1.5 : 1;
  return call * familiarity * style * (1.2 - 0.5 * (leadership / 100));
}

/** A hot thread draws more than its share: that is what makes a few threads long. */
const feedCall = (entry: FeedEntry | undefined): number =>
  entry ? 0.21 * Math.min(4, entry.heat) * (entry.isNew ? 1 : 0.3) : 0;

export const stanceWeights = (
  { skepticism, aggression, creativity, shyness }: Behaviour,
  valence: number,
): Record<Stance, number> => ({
  agree: 30 * (1 + 0.7 * valence),
  add: 20 + 0.2 * creativity,
  ask: 12 + 0.1 * shyness,
  doubt: 4 + 0.6 * skepticism,
  challenge: (2 + 0.6 * aggression) * (1 - 0.7 * valence),
});

export const voteWeight = ({ engagementStyle }: Behaviour): number => styles[engagementStyle].vote;

/** The chance that a vote goes down: for doubters, for the quarrelsome, against whom one dislikes. */
export const downChance = ({ skepticism, aggression }: Behaviour, valence: number, stance: Stance | null): number =>
  clamp(
    0.03 +
      0.3 * (skepticism / 100) ** 2 +
      0.2 * (aggression / 100) ** 2 -
      0.3 * valence +
      (stance === 'challenge' ? 0.1 : 0),
    0.01,
    0.95,
  );

export const followWeight = ({ shyness }: Behaviour): number => 0.05 * (1.2 - 0.4 * (shyness / 100));

/** The curious look things up: 0.01 at creativity 0, 0.09 at 100. */
export const searchWeight = ({ creativity }: Behaviour): number => 0.01 + 0.08 * (creativity / 100);
