import { sampleIndices, seededRandom } from '../../lib/engine/random';
import { SMALLEST_LEAF, Tree, treeData } from './tree';

const TREES = 100;
/** Share of rows a tree is grown on; the other rows are out-of-bag. */
const ROWS_SHARE = 0.67;

/**
 * The mean of many extremely randomised trees. They separate the tasks within a mixed set of prompts, which a linear
 * model cannot.
 */
export class Forest {
  private readonly trees: Tree[] = [];
  private readonly members: Uint8Array[] = [];
  private readonly targets: number;

  constructor({ features, targets }: { features: Float64Array[]; targets: Float64Array[] }, seed: number) {
    const random = seededRandom(seed);
    const data = treeData(features, targets);
    this.targets = data.targets;
    for (let i = 0; i < TREES; i++) {
      const chosen = sampleIndices(data.rows, Math.ceil(data.rows * ROWS_SHARE), random);
      const member = new Uint8Array(data.rows);
      for (const row of chosen) member[row] = 1;
      this.members.push(member);
      this.trees.push(new Tree(data, chosen, random));
    }
  }

  /** Mean over the trees, without descending into nodes of fewer rows than `smallest`. */
  predict(features: Float64Array, smallest = SMALLEST_LEAF): Float64Array {
    const sum = new Float64Array(this.targets);
    const row = Float32Array.from(features);
    for (const tree of this.trees) tree.addTo(sum, row, smallest);
    return sum.map((value) => value / this.trees.length);
  }

  /** Out-of-bag predictions for each training row. */
  predictOutOfBag(features: Float64Array[], smallest = SMALLEST_LEAF): Float64Array[] {
    const sums = features.map(() => new Float64Array(this.targets));
    const counts = new Int32Array(features.length);
    const rows = features.map((row) => Float32Array.from(row));
    this.trees.forEach((tree, t) => {
      const member = this.members[t] as Uint8Array;
      for (let i = 0; i < rows.length; i++) {
        if (member[i] === 1) continue;
        counts[i] = (counts[i] as number) + 1;
        tree.addTo(sums[i] as Float64Array, rows[i] as Float32Array, smallest);
      }
    });
    return sums.map((sum, i) => sum.map((value) => value / Math.max(1, counts[i] as number)));
  }
}
