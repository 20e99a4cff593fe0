import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../lib/engine/random';
import { Learner } from './learner';

/** Streams `count` prompts of two kinds past a learner whose prior is the same for both models. */
function measureReward(rates: (model: number, kind: number, step: number) => number, count: number, seed: number) {
  const random = seededRandom(seed);
  const learner = new Learner({
    models: 2,
    dimension: 2,
    prior: { variances: [0.02, 0.05], noise: 0.2 },
    exploration: { alpha: 0.3, epsilon: 0.02, nearness: 0.1 },
    random,
  });
  const offers = [
    { quality: 0.6, charge: 0 },
    { quality: 0.6, charge: 0.01 },
  ];
  let right = 0;
  for (let step = 0; step < count; step++) {
    const kind = random() < 0.5 ? -1 : 1;
    const { index } = learner.choose([1, kind], offers);
    const score = random() < rates(index, kind, step) ? 1 : 0;
    learner.learn(index, [1, kind], 0.6, score);
    if (step >= count / 2) right += score;
  }
  return right / (count / 2);
}

describe('Learner', () => {
  it('finds out which model is better for which kind of prompt, though the prior thought them equal', () => {
    const rates = (model: number, kind: number) => ((model === 0) === (kind === 1) ? 0.85 : 0.35);
    expect(measureReward(rates, 2_000, 1)).toBeGreaterThan(0.78);
  });

  it('follows models that change places', () => {
    const rates = (model: number, _kind: number, step: number) => ((model === 0) === step < 1_000 ? 0.85 : 0.35);
    expect(measureReward(rates, 2_000, 2)).toBeGreaterThan(0.7);
  });

  it('is deterministic: the same stream and seed give the same choices', () => {
    const rates = (model: number) => (model === 0 ? 0.7 : 0.5);
    expect(measureReward(rates, 500, 3)).toBe(measureReward(rates, 500, 3));
  });
});
