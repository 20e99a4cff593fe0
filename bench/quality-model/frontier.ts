import { columnMeans, indexOfBest, type OutcomeTable, referenceCost } from './outcome-table';

/** Expected score and cost of each model for one prompt. Costs are in US dollars. */
export interface Expectation {
  scores: Float64Array;
  costs: Float64Array;
}

/**
 * Chooses by score − λ·cost. At each λ it uses the single model that is best on the training data, unless choosing per
 * prompt earned more there on out-of-fold predictions.
 */
export class Frontier {
  /** The unit of cost in US dollars: the mean cost of the best single model on the training data. */
  readonly reference: number;
  private readonly table: OutcomeTable;
  private readonly expected: Expectation[];
  private readonly known = new Map<number, number | null>();

  constructor(table: OutcomeTable, outOfFold: Expectation[]) {
    this.table = table;
    this.expected = outOfFold;
    this.reference = referenceCost(table);
  }

  /** Index of the model to call at this λ. */
  choose(expectation: Expectation, lambda: number): number {
    return this.singleAt(lambda) ?? bestAt(expectation, lambda / this.reference);
  }

  /** The best single model at this λ on the training data, or null where choosing per prompt was better. */
  singleAt(lambda: number): number | null {
    const known = this.known.get(lambda);
    if (known !== undefined) return known;
    const price = lambda / this.reference;
    const rewards = this.table.scores.map((scores, i) => valuesAt({ scores, costs: this.costsAt(i) }, price));
    const routed = rewards.reduce((sum, row, i) => sum + (row[bestAt(this.expectedAt(i), price)] as number), 0);
    const singles = columnMeans(rewards);
    const best = indexOfBest(singles);
    const answer = routed / rewards.length > (singles[best] as number) ? null : best;
    this.known.set(lambda, answer);
    return answer;
  }

  private costsAt(row: number): Float64Array {
    return this.table.costs[row] as Float64Array;
  }

  private expectedAt(row: number): Expectation {
    return this.expected[row] as Expectation;
  }
}

/** Index of the model with the highest score − price·cost. */
export function bestAt(expectation: Expectation, price: number): number {
  const { scores, costs } = expectation;
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < scores.length; j++) {
    const value = (scores[j] as number) - price * (costs[j] as number);
    if (value <= most) continue;
    best = j;
    most = value;
  }
  return best;
}

function valuesAt({ scores, costs }: Expectation, price: number): Float64Array {
  return scores.map((score, j) => score - price * (costs[j] as number));
}

/** Mean reward over prices from "quality only" to "three times the best model's cost per point". */
export function computeUtility(table: OutcomeTable, expected: Expectation[]): number {
  const reference = referenceCost(table);
  let sum = 0;
  for (const lambda of UTILITY_LAMBDAS) {
    for (let i = 0; i < expected.length; i++) {
      const choice = bestAt(expected[i] as Expectation, lambda / reference);
      sum += (table.scores[i]?.[choice] as number) - (lambda / reference) * (table.costs[i]?.[choice] as number);
    }
  }
  return sum / UTILITY_LAMBDAS.length / Math.max(1, expected.length);
}

const UTILITY_LAMBDAS = Array.from({ length: 15 }, (_, i) => 0.01 * 300 ** (i / 14));
