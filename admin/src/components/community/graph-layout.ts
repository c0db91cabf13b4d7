/** Where the bots stand in the social graph: the same graph gives the same picture. Pure. */
import { DirectedGraph } from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import type { SocialGraph } from '../../../../server/contract/community.ts';

export interface GraphSpot {
  x: number;
  y: number;
}

/** Assumed: a hundred bots come to rest well before; a fixed number, so that the picture does not depend on the machine. */
const iterationCount = 400;

/**
 * Lays the graph out by who follows and who answers whom, together: what is shown of it may change, where a bot stands
 * does not. About the unit square.
 */
export function layOut({ nodes, follows, replies }: SocialGraph): Map<string, GraphSpot> {
  const graph = new DirectedGraph<GraphSpot, { weight: number }>();
  const tie = (fromId: string, toId: string, weight: number) => {
    if (fromId === toId || !graph.hasNode(fromId) || !graph.hasNode(toId)) return;
    graph.updateEdge(fromId, toId, (known) => ({ weight: (known.weight ?? 0) + weight }));
  };
  // In the order of their ids: neither the picture nor a rounding depends on how the server sorts.
  for (const { botId } of nodes.toSorted((one, other) => (one.botId < other.botId ? -1 : 1)))
    graph.addNode(botId, startOf(botId));
  for (const { fromId, toId } of follows.toSorted(byEnds)) tie(fromId, toId, 1);
  for (const { fromId, toId, count } of replies.toSorted(byEnds)) tie(fromId, toId, Math.log2(1 + count));
  if (graph.order > 1)
    forceAtlas2.assign(graph, {
      iterations: iterationCount,
      getEdgeWeight: 'weight',
      settings: { ...forceAtlas2.inferSettings(graph), gravity: 1, scalingRatio: 12, strongGravityMode: false },
    });
  return spread(new Map(graph.mapNodes((id, { x, y }) => [id, { x, y }])));
}

/** Of the picture's width and height, assumed: what a dot with its name takes up. */
const nameWidthRatio = 0.17;
const nameHeightRatio = 0.045;
const spreadCount = 60;

/** The spots within the unit square, those whose names would lie on each other moved apart, up and down. */
function spread(spots: ReadonlyMap<string, GraphSpot>): Map<string, GraphSpot> {
  const all = [...spots.values()];
  const scale = (key: 'x' | 'y') => {
    const low = Math.min(...all.map((spot) => spot[key]));
    const extent = Math.max(...all.map((spot) => spot[key])) - low;
    return (value: number) => (extent > 0 ? (value - low) / extent : 0.5);
  };
  const [toX, toY] = [scale('x'), scale('y')];
  const placed = [...spots].map(([id, { x, y }]) => ({ id, x: toX(x), y: toY(y) }));
  for (let round = 0; round < spreadCount; round += 1)
    placed.forEach((one, index) => {
      for (const other of placed.slice(index + 1)) {
        const gap = nameHeightRatio - Math.abs(one.y - other.y);
        if (gap <= 0 || Math.abs(one.x - other.x) >= nameWidthRatio) continue;
        const direction = one.y <= other.y ? 1 : -1;
        one.y -= (direction * gap) / 2;
        other.y += (direction * gap) / 2;
      }
    });
  return new Map(placed.map(({ id, x, y }) => [id, { x, y }]));
}

const byEnds = (one: { fromId: string; toId: string }, other: { fromId: string; toId: string }) =>
  `${one.fromId} ${one.toId}` < `${other.fromId} ${other.toId}` ? -1 : 1;

/** A place within the unit circle that only the id decides (FNV-1a: angle and distance from its two halves). */
export function startOf(id: string): GraphSpot {
  let hash = 0x811c9dc5;
  for (const letter of id) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  const angle = ((hash & 0xffff) / 0x10000) * 2 * Math.PI;
  const distance = 0.2 + 0.8 * ((hash >>> 16) / 0x10000);
  return { x: distance * Math.cos(angle), y: distance * Math.sin(angle) };
}
