/**
 * Streaming half-space trees: an ensemble that learns where points lie, without a training step.
 *
 * @see Tan, Ting, Liu, "Fast anomaly detection for streaming data", IJCAI 2011; padding of the splits as in River.
 */

interface Tree {
  /** Inner nodes in heap order, node i with children 2i + 1 and 2i + 2; leaves follow. */
  readonly features: Int32Array;
  readonly thresholds: Float64Array;
  /** Masses of the last complete window and of the one being filled. */
  readonly reference: Int32Array;
  readonly latest: Int32Array;
}

/** A node splits no closer to its edges than this share of its range. */
const PADDING = 0.15;

export interface TreeSettings {
  readonly treeCount: number;
  readonly height: number;
  readonly window: number;
  readonly featureCount: number;
}

export class HalfSpaceTrees {
  readonly #settings: TreeSettings;
  readonly #trees: Tree[];
  #seen = 0;
  #isFirstWindow = true;

  /** @param draw Uniform draws in [0, 1): one for the feature and one for the split of each inner node, depth first. */
  constructor(settings: TreeSettings, draw: () => number) {
    this.#settings = settings;
    this.#trees = Array.from({ length: settings.treeCount }, () => growTree(settings, draw));
  }

  /** @param point One value in [0, 1] for each feature. */
  learn(point: readonly number[]): void {
    for (const tree of this.#trees)
      walk(tree, this.#settings.height, point, (node) => {
        tree.latest[node]! += 1;
        return true;
      });
    this.#seen += 1;
    if (this.#seen < this.#settings.window) return;
    for (const tree of this.#trees) {
      tree.reference.set(tree.latest);
      tree.latest.fill(0);
    }
    this.#seen = 0;
    this.#isFirstWindow = false;
  }

  /** @returns 0 (familiar, or nothing learnt yet) to 1 (never seen). A mass, not a probability: calibrate it. */
  score(point: readonly number[]): number {
    if (this.#isFirstWindow) return 0;
    const { treeCount, height, window } = this.#settings;
    let sum = 0;
    for (const tree of this.#trees)
      walk(tree, height, point, (node, depth) => {
        const mass = tree.reference[node]!;
        sum += mass * 2 ** depth;
        return mass >= 0.1 * window;
      });
    return 1 - sum / (treeCount * window * (2 ** (height + 1) - 1));
  }
}

function growTree({ height, featureCount }: TreeSettings, draw: () => number): Tree {
  const inner = 2 ** height - 1;
  const all = 2 ** (height + 1) - 1;
  const tree: Tree = {
    features: new Int32Array(inner),
    thresholds: new Float64Array(inner),
    reference: new Int32Array(all),
    latest: new Int32Array(all),
  };
  const low = new Array<number>(featureCount).fill(0);
  const high = new Array<number>(featureCount).fill(1);
  const grow = (node: number): void => {
    if (node >= inner) return;
    const feature = chooseByWidth(low, high, draw());
    const from = low[feature]!;
    const to = high[feature]!;
    const pad = PADDING * (to - from);
    const threshold = from + pad + (to - from - 2 * pad) * draw();
    tree.features[node] = feature;
    tree.thresholds[node] = threshold;
    high[feature] = threshold;
    grow(2 * node + 1);
    high[feature] = to;
    low[feature] = threshold;
    grow(2 * node + 2);
    low[feature] = from;
  };
  grow(0);
  return tree;
}

/** A feature with a chance in proportion to how wide its range still is. */
function chooseByWidth(low: readonly number[], high: readonly number[], u: number): number {
  let total = 0;
  for (let feature = 0; feature < low.length; feature += 1) total += high[feature]! - low[feature]!;
  let left = u * total;
  for (let feature = 0; feature < low.length - 1; feature += 1) {
    left -= high[feature]! - low[feature]!;
    if (left < 0) return feature;
  }
  return low.length - 1;
}

function walk(
  tree: Tree,
  height: number,
  point: readonly number[],
  visit: (node: number, depth: number) => boolean,
): void {
  let node = 0;
  for (let depth = 0; depth <= height; depth += 1) {
    if (!visit(node, depth) || depth === height) return;
    node = 2 * node + (point[tree.features[node]!]! < tree.thresholds[node]! ? 1 : 2);
  }
}
