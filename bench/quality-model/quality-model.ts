import { Forest } from './forest';
import { computeUtility, type Expectation } from './frontier';
import { columnMeans, type OutcomeTable } from './outcome-table';
import { type Embedding, PromptSpace } from './prompt-space';
import { fitRidge, type LinearModel, RegressionSums } from './ridge';

const FOLDS = 5;
const LAMBDAS = [3, 10, 30];
/** Costs are less noisy than scores. */
const COST_LAMBDA = 10;
const LEAVES = [10, 40];
/** Minimum expected cost as a share of the model's mean. */
const CHEAPEST_SHARE = 0.05;

export interface QualityOptions {
  /** Number of landmark prompts: more resolve finer differences at quadratic cost. */
  landmarks: number;
  seed: number;
}

/** The settings with the best out-of-fold results. */
interface Choice {
  lambda: number;
  leaf: number;
}

/**
 * Predicts each model's score and cost for a prompt. Two regressors are averaged: ridge regression on similarity to
 * landmark prompts, and extremely randomised trees on shape and themes. Both predict the prompt's common level and each
 * model's deviation from it; deviations are shrunk by their out-of-fold slope.
 */
export class QualityModel {
  readonly models: string[];
  readonly choice: Choice;
  /** Out-of-fold predictions for each training prompt. */
  readonly outOfFold: Expectation[];
  private readonly space: PromptSpace;
  private readonly ridges: Map<number, LinearModel>;
  private readonly forest: Forest;
  private readonly combine: Combine;
  private readonly noise: Float64Array;

  constructor(table: OutcomeTable, options: QualityOptions) {
    this.models = table.models;
    this.space = new PromptSpace(table.prompts, options);
    const rows = table.prompts.map((prompt) => this.space.embed(prompt));
    const targets = buildTargets(table);
    const { models: ridges, outOfFold } = crossFit(rows, targets);
    this.ridges = ridges;
    const features = rows.map(({ traits }) => traits);
    this.forest = new Forest({ features, targets }, options.seed);
    const outOfBag = new Map(LEAVES.map((leaf) => [leaf, this.forest.predictOutOfBag(features, leaf)]));
    const combine = new Combine(table, targets);
    const candidates = LAMBDAS.flatMap((lambda) =>
      LEAVES.map((leaf) => {
        const mixed = mixAll(of(outOfFold, lambda), of(outOfFold, COST_LAMBDA), of(outOfBag, leaf), this.models.length);
        const calibrated = combine.calibratedOn(mixed);
        return { choice: { lambda, leaf }, calibrated, expected: mixed.map((row) => calibrated.toExpectation(row)) };
      }),
    );
    const best = candidates.reduce((a, b) =>
      computeUtility(table, b.expected) > computeUtility(table, a.expected) ? b : a,
    );
    this.choice = best.choice;
    this.combine = best.calibrated;
    this.outOfFold = best.expected;
    this.noise = meanSquaredErrors(table, best.expected);
  }

  /** Expected score (0..1) and cost (US dollars) for every model, from the prompt alone. */
  predict(prompt: string): Expectation {
    return this.toExpectation(this.space.embed(prompt));
  }

  /** Like `predict`, with each score's standard deviation: the uncertainty of the prediction, not of answers. */
  predictWithDeviation(prompt: string): Expectation & { deviations: Float64Array; traits: Float64Array } {
    const embedding = this.space.embed(prompt);
    const leverage = of(this.ridges, this.choice.lambda).leverage(embedding.similarity);
    const deviations = this.noise.map((variance) => Math.sqrt(variance * leverage));
    return { ...this.toExpectation(embedding), deviations, traits: embedding.traits };
  }

  private toExpectation({ similarity, traits }: Embedding): Expectation {
    const scores = of(this.ridges, this.choice.lambda).predict(similarity);
    const costs = of(this.ridges, COST_LAMBDA).predict(similarity);
    const trees = this.forest.predict(traits, this.choice.leaf);
    return this.combine.toExpectation(mix(scores, costs, trees, this.models.length));
  }
}

/** Targets of one prompt: common level, each model's deviation, each model's relative cost. */
function buildTargets({ scores, costs }: OutcomeTable): Float64Array[] {
  const meanCosts = columnMeans(costs);
  return scores.map((row, i) => {
    const level = row.reduce((sum, score) => sum + score, 0) / row.length;
    const deviations = row.map((score) => score - level);
    const shares = (costs[i] as Float64Array).map((cost, j) => (meanCosts[j] ? cost / (meanCosts[j] as number) : 0));
    return Float64Array.from([level, ...deviations, ...shares]);
  });
}

/** Ridge models on all rows, and out-of-fold predictions for each row. */
function crossFit(rows: Embedding[], targets: Float64Array[]) {
  const x = rows.map(({ similarity }) => similarity);
  const folds = Array.from({ length: FOLDS }, (_, fold) => {
    const members = [...x.keys()].filter((i) => i % FOLDS === fold);
    const sums = new RegressionSums(x[0]?.length ?? 0, targets[0]?.length ?? 0);
    sums.addRows(
      members.map((i) => x[i] as Float64Array),
      members.map((i) => targets[i] as Float64Array),
    );
    return sums;
  });
  const all = folds.reduce((sum, fold) => sum.plus(fold));
  const models = new Map(LAMBDAS.map((lambda) => [lambda, fitRidge(all, lambda)]));
  const others = folds.map((fold) => all.minus(fold));
  const outOfFold = new Map(
    LAMBDAS.map((lambda) => {
      const without = others.map((sums) => fitRidge(sums, lambda));
      return [lambda, x.map((row, i) => (without[i % FOLDS] as LinearModel).predict(row))];
    }),
  );
  return { models, outOfFold };
}

function mixAll(scores: Float64Array[], costs: Float64Array[], trees: Float64Array[], models: number): Float64Array[] {
  return scores.map((row, i) => mix(row, costs[i] as Float64Array, trees[i] as Float64Array, models));
}

/** The mean of ridge and trees; costs come from their own ridge model. */
function mix(scores: Float64Array, costs: Float64Array, trees: Float64Array, models: number): Float64Array {
  return trees.map((tree, t) => (tree + ((t <= models ? scores : costs)[t] as number)) / 2);
}

/** Converts predicted targets to scores and costs. */
class Combine {
  private readonly meanDeviations: Float64Array;
  private readonly meanCosts: Float64Array;
  private readonly table: OutcomeTable;
  private readonly targets: Float64Array[];
  private slopes: Float64Array;

  constructor(table: OutcomeTable, targets: Float64Array[], slopes?: Float64Array) {
    this.table = table;
    this.targets = targets;
    this.meanDeviations = columnMeans(targets).slice(1, 1 + table.models.length);
    this.meanCosts = columnMeans(table.costs);
    this.slopes = slopes ?? new Float64Array(table.models.length).fill(1);
  }

  /** Shrinks deviations by each model's slope of actual on predicted deviations, 0..1. */
  calibratedOn(predicted: Float64Array[]): Combine {
    const slopes = this.slopes.map((_, j) => {
      const mean = this.meanDeviations[j] as number;
      let products = 0;
      let squares = 1e-9;
      predicted.forEach((row, i) => {
        const guess = (row[1 + j] as number) - mean;
        products += guess * ((this.targets[i]?.[1 + j] as number) - mean);
        squares += guess * guess;
      });
      return Math.max(0, Math.min(1, products / squares));
    });
    return new Combine(this.table, this.targets, slopes);
  }

  toExpectation(row: Float64Array): Expectation {
    const level = row[0] as number;
    const models = this.table.models.length;
    const scores = this.meanDeviations.map((mean, j) => {
      return level + mean + (this.slopes[j] as number) * ((row[1 + j] as number) - mean);
    });
    const costs = this.meanCosts.map((mean, j) => mean * Math.max(CHEAPEST_SHARE, row[1 + models + j] as number));
    return { scores, costs };
  }
}

function meanSquaredErrors({ scores }: OutcomeTable, expected: Expectation[]): Float64Array {
  const squares = scores.map((row, i) => row.map((score, j) => (score - (expected[i]?.scores[j] as number)) ** 2));
  return columnMeans(squares);
}

function of<Value>(map: Map<number, Value>, key: number): Value {
  const value = map.get(key);
  if (value === undefined) throw new RangeError(`Nothing was fitted for ${key}.`);
  return value;
}
