import { sampleIndices, seededRandom } from '../../lib/engine/random';
import { bestAt, type Expectation } from '../quality-model/frontier';
import { indexOfBest, type OutcomeTable } from '../quality-model/outcome-table';
import type { OutcomeFile } from '../support/outcome-files';
import { Learner } from './learner';

/** λ: one mean call of the best single model costs this many points of quality. */
export const LAMBDA = 0.05;
export const SEEDS = [1, 2, 3];

/** Settings of the learner, chosen on the dev file only (docs/learning.md). */
export const SETTINGS = { alpha: 0.05, bias: 0.03, trait: 0.004, outcome: 0.4, epsilon: 0, nearness: 0 };

/** A test prompt as seen by a policy. */
export interface Encounter {
  /** Row in the test file. */
  row: number;
  expected: Expectation;
  /** Context of the learner: 1 and the prompt's traits. */
  x: Float64Array;
}

/** Chooses the model for the next prompt and learns from that model's outcome only. */
export interface Policy {
  choose(encounter: Encounter): number;
  learn(encounter: Encounter, model: number, score: number): void;
}

export interface Step {
  row: number;
  model: number;
  reward: number;
}

/** The order of the test prompts for a seed, each once. */
export function shuffledOrder(count: number, seed: number): Int32Array {
  return sampleIndices(count, count, seededRandom(1_000 + seed));
}

/** Runs a policy over the test prompts. `price` is quality per US dollar. */
export function stream(policy: Policy, encounters: Encounter[], test: OutcomeFile, price: number): Step[] {
  return encounters.map((encounter) => {
    const model = policy.choose(encounter);
    const score = test.scores[encounter.row]?.[model] as number;
    policy.learn(encounter, model, score);
    return { row: encounter.row, model, reward: score - price * (test.costs[encounter.row]?.[model] as number) };
  });
}

/** The mean reward of the first steps. */
export function meanReward(steps: Step[], first = steps.length): number {
  const counted = steps.slice(0, first);
  return counted.reduce((sum, { reward }) => sum + reward, 0) / Math.max(1, counted.length);
}

/** The prior from the training data plus online learning. */
export function learningPolicy(models: number, dimension: number, price: number, seed: number): Policy {
  const { alpha, bias, trait, outcome, epsilon, nearness } = SETTINGS;
  const variances = Float64Array.from({ length: dimension }, (_, i) => (i === 0 ? bias ** 2 : trait ** 2));
  const learner = new Learner({
    models,
    dimension,
    prior: { variances, noise: outcome ** 2 },
    exploration: { alpha, epsilon, nearness },
    random: seededRandom(seed),
  });
  const toOffers = ({ scores, costs }: Expectation) =>
    Array.from(scores, (quality, j) => ({ quality, charge: price * (costs[j] as number) }));
  return {
    choose: ({ x, expected }) => learner.choose(x, toOffers(expected)).index,
    learn: ({ x, expected }, model, score) => learner.learn(model, x, expected.scores[model] as number, score),
  };
}

/** The prior alone. */
export function staticPolicy(price: number): Policy {
  return { choose: ({ expected }) => bestAt(expected, price), learn: () => undefined };
}

/** A fixed choice per prompt, independent of outcomes. */
export function fixedPolicy(choose: (row: number) => number): Policy {
  return { choose: ({ row }) => choose(row), learn: () => undefined };
}

/** The oracle: knows every outcome in advance, an upper bound. */
export function oraclePolicy({ scores, costs }: OutcomeTable, price: number): Policy {
  return fixedPolicy((row) =>
    indexOfBest((scores[row] as Float64Array).map((score, j) => score - price * (costs[row]?.[j] as number))),
  );
}
