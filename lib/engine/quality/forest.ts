import { sampleIndices, seededRandom } from './random';

const TREES = 100;
/** Share of rows a tree is grown on; the others are its honest judges. */
const ROWS_SHARE = 0.67;
const FEATURES_SHARE = 0.4;
const SMALLEST_LEAF = 10;

export interface ForestData {
  features: Float64Array[];
  targets: Float64Array[];
}

interface Leaf {
  count: number;
  mean: Float32Array;
}
interface Branch extends Leaf {
  feature: number;
  threshold: number;
  left: Branch | Leaf;
  right: Branch | Leaf;
}

/**
 * Extremely randomised trees (Geurts, Ernst and Wehenkel 2006) that predict several targets at once: each split tries
 * random thresholds on some of the features and keeps the one that explains most variance. They find the tasks within a
 * mixed stream of prompts, which a linear model blurs.
 */
export class Forest {
  private readonly trees: (Branch | Leaf)[] = [];
  private readonly members: Uint8Array[] = [];
  private readonly targets: number;

  constructor(data: ForestData, seed: number, trees = TREES) {
    const random = seededRandom(seed);
    const rows = data.features.length;
    this.targets = data.targets[0]?.length ?? 0;
    for (let i = 0; i < trees; i++) {
      const chosen = sampleIndices(rows, Math.ceil(rows * ROWS_SHARE), random);
      const member = new Uint8Array(rows);
      for (const row of chosen) member[row] = 1;
      this.members.push(member);
      this.trees.push(grow(data, chosen, random));
    }
  }

  /** Mean over the trees, never descending into a node of fewer rows than `smallest`. */
  predict(features: Float64Array, smallest = SMALLEST_LEAF): Float64Array {
    return this.average(features, smallest, () => true);
  }

  /** The prediction for a training row by those trees that have not seen it. */
  predictOutOfBag(features: Float64Array, row: number, smallest = SMALLEST_LEAF): Float64Array {
    return this.average(features, smallest, (tree) => this.members[tree]?.[row] === 0);
  }

  private average(features: Float64Array, smallest: number, counts: (tree: number) => boolean): Float64Array {
    const sum = new Float64Array(this.targets);
    let n = 0;
    this.trees.forEach((tree, i) => {
      if (!counts(i)) return;
      n++;
      const { mean } = descend(tree, features, smallest);
      for (let t = 0; t < sum.length; t++) sum[t] = (sum[t] as number) + (mean[t] as number);
    });
    return sum.map((value) => value / Math.max(1, n));
  }
}

function descend(root: Branch | Leaf, features: Float64Array, smallest: number): Leaf {
  let node = root;
  while ('feature' in node) {
    const next: Branch | Leaf = (features[node.feature] as number) < node.threshold ? node.left : node.right;
    if (next.count < smallest) break;
    node = next;
  }
  return node;
}

function grow(data: ForestData, rows: Int32Array, random: () => number): Branch | Leaf {
  const sum = sumOf(data, rows);
  const leaf: Leaf = { count: rows.length, mean: Float32Array.from(sum, (value) => value / rows.length) };
  if (rows.length < 2 * SMALLEST_LEAF) return leaf;
  const split = bestSplit(data, rows, sum, random);
  if (!split) return leaf;
  const { feature, threshold } = split;
  const isLeft = (row: number) => (data.features[row]?.[feature] as number) < threshold;
  return {
    ...leaf,
    feature,
    threshold,
    left: grow(data, rows.filter(isLeft), random),
    right: grow(
      data,
      rows.filter((row) => !isLeft(row)),
      random,
    ),
  };
}

function bestSplit(data: ForestData, rows: Int32Array, sum: Float64Array, random: () => number) {
  const width = data.features[0]?.length ?? 0;
  let best: { feature: number; threshold: number; gain: number } | undefined;
  for (const feature of sampleIndices(width, Math.ceil(width * FEATURES_SHARE), random)) {
    const [low, high] = rangeOf(data, rows, feature);
    if (high <= low) continue;
    const threshold = low + (high - low) * random();
    const gain = gainOf(data, rows, sum, feature, threshold);
    if (gain > (best?.gain ?? 0)) best = { feature, threshold, gain };
  }
  return best;
}

/** How much Σ over targets of (sum²/count) grows by the split: the variance it explains. */
function gainOf(data: ForestData, rows: Int32Array, sum: Float64Array, feature: number, threshold: number): number {
  const left = new Float64Array(sum.length);
  let count = 0;
  for (const row of rows) {
    if ((data.features[row]?.[feature] as number) >= threshold) continue;
    count++;
    const targets = data.targets[row] as Float64Array;
    for (let t = 0; t < left.length; t++) left[t] = (left[t] as number) + (targets[t] as number);
  }
  const others = rows.length - count;
  if (count < SMALLEST_LEAF || others < SMALLEST_LEAF) return 0;
  let gain = 0;
  for (let t = 0; t < left.length; t++) {
    const l = left[t] as number;
    const all = sum[t] as number;
    gain += (l * l) / count + ((all - l) * (all - l)) / others - (all * all) / rows.length;
  }
  return gain;
}

function sumOf(data: ForestData, rows: Int32Array): Float64Array {
  const sum = new Float64Array(data.targets[0]?.length ?? 0);
  for (const row of rows) {
    const targets = data.targets[row] as Float64Array;
    for (let t = 0; t < sum.length; t++) sum[t] = (sum[t] as number) + (targets[t] as number);
  }
  return sum;
}

function rangeOf(data: ForestData, rows: Int32Array, feature: number): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const value = data.features[row]?.[feature] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
