import { seededRandom } from '../../lib/engine/random';
import type { Example } from './data';
import { shuffled } from './shuffled';

/** Assigns each example to a fold, stratified by kind and category. */
export function foldsOf(examples: readonly Example[], count: number, seed: number): number[] {
  const folds = new Array<number>(examples.length).fill(0);
  const dealt = new Map<string, number>();
  for (const i of shuffled([...examples.keys()], seededRandom(seed))) {
    const { kind, category } = examples[i] as Example;
    const next = dealt.get(kind + category) ?? 0;
    folds[i] = next % count;
    dealt.set(kind + category, next + 1);
  }
  return folds;
}
