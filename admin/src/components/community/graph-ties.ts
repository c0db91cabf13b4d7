/** The social graph as figures: ties, and what each bot has of them. Pure. */
import type { SocialGraph } from '../../../../server/contract/community.ts';
import { toCsv } from '../../csv.ts';

export type TieKind = 'follows' | 'replies';

export interface Tie {
  fromId: string;
  toId: string;
  /** Replies in the last 30 days; 1 for a follow. */
  count: number;
}

export const tiesOf = (graph: SocialGraph, kind: TieKind): Tie[] =>
  kind === 'replies' ? graph.replies : graph.follows.map((follow) => ({ ...follow, count: 1 }));

export interface GraphRow {
  botId: string;
  reputation: number;
  postCount: number;
  followerCount: number;
  followingCount: number;
  answeredCount: number;
  answersCount: number;
  /** Whom it answers most; null if nobody. */
  partnerId: string | null;
}

/** Each bot with its ties, the highest reputation first. */
export function graphRows({ nodes, follows, replies }: SocialGraph): GraphRow[] {
  return nodes
    .map(({ botId, reputation, postCount }) => {
      const answers = replies.filter(({ fromId }) => fromId === botId);
      return {
        botId,
        reputation,
        postCount,
        followerCount: follows.filter(({ toId }) => toId === botId).length,
        followingCount: follows.filter(({ fromId }) => fromId === botId).length,
        answeredCount: sum(replies.filter(({ toId }) => toId === botId)),
        answersCount: sum(answers),
        partnerId: answers.toSorted((one, other) => other.count - one.count)[0]?.toId ?? null,
      };
    })
    .toSorted((one, other) => other.reputation - one.reputation);
}

const sum = (ties: readonly { count: number }[]) => ties.reduce((total, { count }) => total + count, 0);

export interface Pair {
  oneId: string;
  otherId: string;
  /** Replies from one to the other and back; 0 where only follows tie them. */
  forthCount: number;
  backCount: number;
}

/** Those who talk to each other most, both directions together. */
export function busiestPairs({ replies }: SocialGraph, pairCount: number): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { fromId, toId, count } of replies) {
    const [oneId, otherId] = fromId < toId ? [fromId, toId] : [toId, fromId];
    const pair = pairs.get(`${oneId} ${otherId}`) ?? { oneId, otherId, forthCount: 0, backCount: 0 };
    if (fromId === oneId) pair.forthCount += count;
    else pair.backCount += count;
    pairs.set(`${oneId} ${otherId}`, pair);
  }
  const both = ({ forthCount, backCount }: Pair) => forthCount + backCount;
  return [...pairs.values()].toSorted((one, other) => both(other) - both(one)).slice(0, pairCount);
}

export const graphCsv = (graph: SocialGraph, nameOf: (id: string) => string): string =>
  toCsv(
    ['tie', 'from', 'to', 'count'],
    (['follows', 'replies'] as const).flatMap((kind) =>
      tiesOf(graph, kind).map(({ fromId, toId, count }) => [kind, nameOf(fromId), nameOf(toId), count]),
    ),
  );
