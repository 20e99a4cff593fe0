import { ChangeDetector, type ChangeOptions } from '../../lib/engine/memory/change-detector';
import { addOutcome, discount, type Evidence, emptyEvidence } from '../../lib/engine/memory/outcome-sums';
import { type Posterior, posterior, type WeightPrior } from '../../lib/engine/memory/posterior';
import { type Exploration, explore, type Prospect } from './explore';

/** Share of a model's evidence kept after a detected change. */
const KEPT_AFTER_CHANGE = 0.3;

export interface LearnerOptions {
  models: number;
  dimension: number;
  prior: WeightPrior;
  exploration: Exploration;
  change?: ChangeOptions;
  random: () => number;
}

/** A model's prediction before the learner's correction. `charge` is λ·cost, in units of quality. */
export interface Offer {
  quality: number;
  charge: number;
}

/**
 * Learns online which model to call, from the outcome of the chosen one only: a linear correction per model on top of the
 * given predictions, optimism under uncertainty, and discounted evidence after a change.
 */
export class Learner {
  private readonly options: LearnerOptions;
  private readonly evidence: Evidence[];
  private readonly detectors: ChangeDetector[];
  private readonly posteriors: (Posterior | null)[];

  constructor(options: LearnerOptions) {
    this.options = options;
    this.evidence = Array.from({ length: options.models }, () => emptyEvidence(options.dimension));
    this.detectors = Array.from({ length: options.models }, () => new ChangeDetector(options.change));
    this.posteriors = new Array<Posterior | null>(options.models).fill(null);
  }

  /** The index of the model to call, and the probability of the choice. */
  choose(x: ArrayLike<number>, offers: Offer[]) {
    const prospects: Prospect[] = offers.map(({ quality, charge }, model) => {
      const { mean, sd } = this.posteriorFor(model).predict(x);
      return { value: quality + mean - charge, sd };
    });
    return explore(prospects, this.options.exploration, this.options.random);
  }

  /** Learns the outcome (0..1) of the called model, with its predicted `quality`. */
  learn(model: number, x: ArrayLike<number>, quality: number, outcome: number): void {
    const expected = quality + this.posteriorFor(model).predict(x).mean;
    const surprise = (outcome - expected) / Math.sqrt(this.options.prior.noise);
    const before = this.evidence[model] as Evidence;
    const kept = this.detectors[model]?.observe(surprise) ? discount(before, KEPT_AFTER_CHANGE) : before;
    this.evidence[model] = addOutcome(kept, x, outcome - quality);
    this.posteriors[model] = null;
  }

  private posteriorFor(model: number): Posterior {
    const known = this.posteriors[model] ?? posterior(this.evidence[model] as Evidence, this.options.prior);
    this.posteriors[model] = known;
    return known;
  }
}
