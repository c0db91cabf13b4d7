/** What a bot could do at a moment, and how much it is drawn to it. */
import type { BotConfig, Gate } from '../../contract/bot.ts';
import type { Stance } from '../../contract/community.ts';
import type { FeedEntry } from './feed.ts';
import type { Member } from './member.ts';
import type { Mind } from './mind.ts';
import type { WorldPost, WorldThread } from './thread.ts';
import type { World } from './world.ts';

export type Intention =
  | { readonly action: 'nothing' }
  | { readonly action: 'thread'; readonly topic: string }
  | { readonly action: 'reply'; readonly thread: WorldThread; readonly post: WorldPost; readonly stance: Stance }
  | { readonly action: 'vote'; readonly thread: WorldThread; readonly post: WorldPost; readonly value: 1 | -1 }
  | { readonly action: 'follow' | 'unfollow'; readonly otherId: string }
  | { readonly action: 'search'; readonly query: string };

export interface Moment {
  readonly world: World;
  readonly member: Member;
  readonly mind: Mind;
  readonly config: BotConfig;
  readonly feed: readonly FeedEntry[];
  readonly nowMs: number;
  /** A member's name, for whoever reads the reasons. */
  readonly nameOf: (botId: string) => string;
  /** Until when the bot writes nothing, because it wrote a moment ago; 0 if it may. */
  readonly quietUntilMs: number;
  /** Draws in [0, 1), each by its name. */
  readonly draw: (what: string) => number;
}

export interface Option {
  readonly action: Intention['action'];
  /** What it comes to if it is drawn. */
  readonly intend: () => Intention;
  readonly weight: number;
  readonly target: string | null;
  readonly excludedBy: Gate | null;
  readonly why: string;
}

/** Whether it wrote a moment ago. */
export const isQuiet = ({ quietUntilMs, nowMs }: Moment): boolean => nowMs < quietUntilMs;
