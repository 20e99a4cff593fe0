import { sampleIndices } from '../../lib/engine/random';

const FEATURES_SHARE = 0.4;
export const SMALLEST_LEAF = 10;

/** Training data in flat arrays for speed: features by column, targets by row. */
export interface TreeData {
  rows: number;
  width: number;
  targets: number;
  columns: Float32Array;
  values: Float64Array;
}

export function treeData(features: Float64Array[], targets: Float64Array[]): TreeData {
  const rows = features.length;
  const width = features[0]?.length ?? 0;
  const count = targets[0]?.length ?? 0;
  const columns = new Float32Array(rows * width);
  const values = new Float64Array(rows * count);
  features.forEach((row, i) => {
    for (let j = 0; j < width; j++) columns[j * rows + i] = row[j] as number;
    values.set(targets[i] as Float64Array, i * count);
  });
  return { rows, width, targets: count, columns, values };
}

/** A node of a growing tree. A leaf's `feature` is −1. */
interface Node {
  feature: number;
  threshold: number;
  left: number;
  right: number;
  count: number;
  mean: Float64Array;
}

/**
 * An extremely randomised tree (Geurts, Ernst and Wehenkel 2006) for several targets: each split tries one random
 * threshold on some features and keeps the one that explains most variance over all targets.
 */
export class Tree {
  private readonly feature: Int16Array;
  private readonly threshold: Float32Array;
  private readonly left: Int32Array;
  private readonly right: Int32Array;
  private readonly count: Int32Array;
  private readonly means: Float32Array;
  private readonly targets: number;

  constructor(data: TreeData, rows: Int32Array, random: () => number) {
    const nodes: Node[] = [];
    grow(data, rows, random, nodes);
    this.targets = data.targets;
    this.feature = Int16Array.from(nodes, (node) => node.feature);
    this.threshold = Float32Array.from(nodes, (node) => node.threshold);
    this.left = Int32Array.from(nodes, (node) => node.left);
    this.right = Int32Array.from(nodes, (node) => node.right);
    this.count = Int32Array.from(nodes, (node) => node.count);
    this.means = new Float32Array(nodes.length * data.targets);
    nodes.forEach(({ mean }, i) => {
      this.means.set(mean, i * data.targets);
    });
  }

  /** Adds to `sum` the mean of the last node on the path that holds at least `smallest` rows. */
  addTo(sum: Float64Array, features: Float32Array, smallest: number): void {
    let node = 0;
    for (;;) {
      const feature = this.feature[node] as number;
      if (feature < 0) break;
      const side = (features[feature] as number) < (this.threshold[node] as number) ? this.left : this.right;
      const next = side[node] as number;
      if ((this.count[next] as number) < smallest) break;
      node = next;
    }
    const start = node * this.targets;
    for (let t = 0; t < sum.length; t++) sum[t] = (sum[t] as number) + (this.means[start + t] as number);
  }
}

/** Grows a subtree in preorder; returns the index of its root. */
function grow(data: TreeData, rows: Int32Array, random: () => number, nodes: Node[]): number {
  const sum = new Float64Array(data.targets);
  for (let i = 0; i < rows.length; i++) addTargets(data, rows[i] as number, sum);
  const mean = sum.map((value) => value / rows.length);
  const node: Node = { feature: -1, threshold: 0, left: -1, right: -1, count: rows.length, mean };
  const place = nodes.push(node) - 1;
  if (rows.length < 2 * SMALLEST_LEAF) return place;
  const split = bestSplit(data, rows, sum, random);
  if (!split) return place;
  const start = split.feature * data.rows;
  const isLeft = (row: number) => (data.columns[start + row] as number) < split.threshold;
  Object.assign(node, split);
  node.left = grow(data, rows.filter(isLeft), random, nodes);
  node.right = grow(
    data,
    rows.filter((row) => !isLeft(row)),
    random,
    nodes,
  );
  return place;
}

function bestSplit(data: TreeData, rows: Int32Array, sum: Float64Array, random: () => number) {
  let best: { feature: number; threshold: number } | undefined;
  let bestGain = 0;
  const left = new Float64Array(data.targets);
  for (const feature of sampleIndices(data.width, Math.ceil(data.width * FEATURES_SHARE), random)) {
    const [low, high] = findRange(data, rows, feature);
    if (high <= low) continue;
    // Rounded to float32 like the column, so that the split equals the one the gain was computed for.
    const threshold = Math.fround(low + (high - low) * random());
    const count = sumLeft(data, rows, feature, threshold, left);
    const gain = computeGain(left, sum, count, rows.length);
    if (gain <= bestGain) continue;
    best = { feature, threshold };
    bestGain = gain;
  }
  return best;
}

/** Gain of a split: the increase of Σ over targets of sum²/count, the variance explained. 0 where a side is too small. */
function computeGain(left: Float64Array, sum: Float64Array, count: number, all: number): number {
  if (count < SMALLEST_LEAF || all - count < SMALLEST_LEAF) return 0;
  let gain = 0;
  for (let t = 0; t < left.length; t++) {
    const l = left[t] as number;
    const r = (sum[t] as number) - l;
    gain += (l * l) / count + (r * r) / (all - count) - (l + r) ** 2 / all;
  }
  return gain;
}

/** Sums the targets of the rows left of a threshold into `left`; returns their number. */
function sumLeft(data: TreeData, rows: Int32Array, feature: number, threshold: number, left: Float64Array): number {
  const start = feature * data.rows;
  left.fill(0);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    if ((data.columns[start + row] as number) >= threshold) continue;
    count++;
    addTargets(data, row, left);
  }
  return count;
}

function addTargets({ values, targets }: TreeData, row: number, sum: Float64Array): void {
  const start = row * targets;
  for (let t = 0; t < targets; t++) sum[t] = (sum[t] as number) + (values[start + t] as number);
}

function findRange({ columns, rows: all }: TreeData, rows: Int32Array, feature: number): [number, number] {
  const start = feature * all;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rows.length; i++) {
    const value = columns[start + (rows[i] as number)] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
