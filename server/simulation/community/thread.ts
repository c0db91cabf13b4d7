/** Threads and their posts, as the world keeps them while they are in sight. Times are ms since 1970. */
import type { Stance } from '../../contract/community.ts';

export interface WorldPost {
  readonly id: number;
  readonly threadId: number;
  readonly number: number;
  readonly parentId: number | null;
  readonly authorId: string;
  readonly text: string;
  readonly stance: Stance | null;
  readonly mentions: readonly string[];
  readonly atMs: number;
  readonly votes: Map<string, 1 | -1>;
  replyCount: number;
}

export interface WorldThread {
  readonly id: number;
  readonly title: string;
  readonly topic: string;
  readonly authorId: string;
  readonly keywords: ReadonlySet<string>;
  readonly openedAtMs: number;
  readonly posts: WorldPost[];
  lastPostAtMs: number;
  upCount: number;
  downCount: number;
}
