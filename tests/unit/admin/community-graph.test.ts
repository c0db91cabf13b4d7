import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut, startOf } from '../../../admin/src/components/community/graph-layout.ts';
import { busiestPairs, graphCsv, graphRows, tiesOf } from '../../../admin/src/components/community/graph-ties.ts';
import { graph } from './community-fixtures.ts';

describe('the layout of the social graph', () => {
  it('gives the same picture for the same graph, in whatever order the server lists it (BC-16)', () => {
    const { nodes, follows, replies } = graph();
    const turned = { nodes: nodes.toReversed(), follows: follows.toReversed(), replies: replies.toReversed() };
    const spots = layOut(graph());
    expect(spots.size).toBe(4);
    expect(Object.fromEntries(layOut(turned))).toEqual(Object.fromEntries(spots));
  });

  it('brings together those who talk to each other', () => {
    const spots = layOut(graph());
    const distance = (one: string, other: string) =>
      Math.hypot(spots.get(one)!.x - spots.get(other)!.x, spots.get(one)!.y - spots.get(other)!.y);
    expect(distance('a', 'b')).toBeLessThan(distance('a', 'd'));
  });

  it('lays out what has no ties, one bot, ties to bots that are gone, and nothing at all', () => {
    expect(layOut(graph({ follows: [], replies: [] })).size).toBe(4);
    expect(layOut(graph({ nodes: graph().nodes.slice(0, 1) })).size).toBe(1);
    expect(layOut(graph({ nodes: [] })).size).toBe(0);
    for (const { x, y } of layOut(graph({ follows: [], replies: [] })).values())
      expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
  });

  it('lets no name lie on another (BC-16)', () => {
    const nodes = Array.from({ length: 24 }, (_, index) => ({ ...graph().nodes[0]!, botId: `bot-${index}` }));
    const hub = nodes.slice(1).map(({ botId }) => ({ fromId: botId, toId: 'bot-0' }));
    const spots = [...layOut({ nodes, follows: hub, replies: [] }).values()];
    const isOver = spots.flatMap((one, index) =>
      spots.slice(index + 1).filter((other) => Math.abs(one.x - other.x) < 0.17 && Math.abs(one.y - other.y) < 0.03),
    );
    expect(isOver).toEqual([]);
  });

  it('starts every bot within the unit circle, at a place of its own', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (id) => {
        const { x, y } = startOf(id);
        expect(Math.hypot(x, y)).toBeLessThanOrEqual(1 + 1e-12);
        expect(startOf(id)).toEqual({ x, y });
      }),
    );
    expect(startOf('mona-field')).not.toEqual(startOf('jens-skov'));
  });
});

describe('the social graph as figures', () => {
  it('counts the ties of each bot, the highest reputation first', () => {
    const rows = graphRows(graph());
    expect(rows.map(({ botId }) => botId)).toEqual(['d', 'c', 'b', 'a']);
    expect(rows[3]).toMatchObject({
      followerCount: 2,
      followingCount: 1,
      answeredCount: 6,
      answersCount: 3,
      partnerId: 'b',
    });
    expect(rows[0]?.partnerId).toBeNull();
  });

  it('adds both directions of a pair', () => {
    expect(busiestPairs(graph(), 1)).toEqual([{ oneId: 'a', otherId: 'b', forthCount: 3, backCount: 2 }]);
  });

  it('weighs replies by their number and every follow alike', () => {
    expect(tiesOf(graph(), 'replies').map(({ count }) => count)).toEqual([3, 2, 4]);
    expect(tiesOf(graph(), 'follows').map(({ count }) => count)).toEqual([1, 1, 1]);
  });

  it('is exported a line a tie', () => {
    const lines = graphCsv(graph(), (id) => id)
      .trimEnd()
      .split('\r\n');
    expect(lines).toHaveLength(1 + 3 + 3);
    expect(lines.at(-1)).toBe('replies,c,a,4');
  });
});
