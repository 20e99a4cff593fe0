import type { Catalog } from '../catalog/catalog';
import { unlistedModel } from '../catalog/unlisted';
import type { LocalStore, RatedAnswer } from '../memory-store';
import { type OutcomeSample, relearn } from './learned';
import { Memory } from './memory';
import { DEFAULT_LEARNING_RATE, outcomeFromFeedback } from './outcome';

/** A library router uses a single scope instead of teams. */
export const LOCAL_SCOPE = 'local';

/** The memory of a router without a database, built from the ratings in its store. */
export class LocalMemory {
  readonly memory = new Memory();
  private readonly store: LocalStore;
  private readonly catalog: Catalog;
  private readonly rate: number;
  private known = new Set<string>();

  constructor(store: LocalStore, catalog: Catalog, learningRate = DEFAULT_LEARNING_RATE) {
    this.store = store;
    this.catalog = catalog;
    this.rate = learningRate / DEFAULT_LEARNING_RATE;
    this.relearn();
  }

  /** Rebuilds memory from all current ratings, so that a withdrawn rating leaves no trace. */
  relearn(): void {
    const byModel = groupByModel(this.store.ratedAnswers());
    for (const model of new Set([...this.known, ...byModel.keys()])) {
      const samples = (byModel.get(model) ?? []).map((rated) => this.toSample(rated));
      this.memory.set(LOCAL_SCOPE, model, relearn(this.catalog.get(model) ?? unlistedModel(model, 0), samples));
    }
    this.known = new Set(byModel.keys());
  }

  /** True once there are enough ratings for exploration to be useful. */
  exploresFrom(outcomes: number): boolean {
    return this.memory.outcomesOf(LOCAL_SCOPE) >= outcomes;
  }

  private toSample({ context, rating }: RatedAnswer): OutcomeSample {
    const { outcome, weight } = outcomeFromFeedback('rating', rating) ?? { outcome: 0.5, weight: 0 };
    return { context, outcome, weight: weight * this.rate, isRating: true };
  }
}

function groupByModel(rated: RatedAnswer[]): Map<string, RatedAnswer[]> {
  const groups = new Map<string, RatedAnswer[]>();
  for (const one of rated) {
    const group = groups.get(one.model);
    if (group) group.push(one);
    else groups.set(one.model, [one]);
  }
  return groups;
}
