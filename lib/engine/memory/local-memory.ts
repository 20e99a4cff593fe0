import type { Catalog } from '../catalog/catalog';
import { unlistedModel } from '../catalog/unlisted';
import type { LocalStore, RatedAnswer } from '../memory-store';
import { type Lesson, relearn } from './learned';
import { Memory } from './memory';
import { DEFAULT_LEARNING_RATE, outcomeOf } from './outcome';

/** A router in one process is a team of its own. */
export const LOCAL_SCOPE = 'local';

/** The memory of a router without a database: what its store's ratings come to. */
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

  /** Learns from every rating that stands, so that one taken back leaves no trace. */
  relearn(): void {
    const byModel = groupByModel(this.store.ratedAnswers());
    for (const model of new Set([...this.known, ...byModel.keys()])) {
      const lessons = (byModel.get(model) ?? []).map((rated) => this.lessonOf(rated));
      this.memory.set(LOCAL_SCOPE, model, relearn(this.catalog.get(model) ?? unlistedModel(model, 0), lessons));
    }
    this.known = new Set(byModel.keys());
  }

  /** True once enough was said for exploration to teach anything. */
  exploresFrom(outcomes: number): boolean {
    return this.memory.outcomesOf(LOCAL_SCOPE) >= outcomes;
  }

  private lessonOf({ context, rating }: RatedAnswer): Lesson {
    const { outcome, weight } = outcomeOf('rating', rating) ?? { outcome: 0.5, weight: 0 };
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
