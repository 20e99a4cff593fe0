/** A candidate's value and the uncertainty of its quality. */
export interface Prospect {
  value: number;
  /** Standard deviation of its quality, in the unit of the value. */
  sd: number;
}

export interface Exploration {
  /** Optimism: number of standard deviations added to the value (LinUCB, arXiv:1003.0146); 0 uses the mean. */
  alpha: number;
  /** Probability of choosing a near-equal instead of the best, 0..1. */
  epsilon: number;
  /** Maximum difference in value for a near-equal. */
  nearness: number;
}

export interface Choice {
  index: number;
  /** Probability of this choice. */
  propensity: number;
}

/**
 * Chooses the candidate with the highest value + alpha·sd; with probability epsilon a uniformly random near-equal
 * instead. The first of equals is the best.
 */
export function explore(prospects: Prospect[], options: Exploration, random: () => number): Choice {
  const hopes = prospects.map(({ value, sd }) => value + options.alpha * sd);
  const best = hopes.reduce((top, hope, i) => (hope > (hopes[top] as number) ? i : top), 0);
  const near = hopes.flatMap((hope, i) =>
    i !== best && hope >= (hopes[best] as number) - options.nearness ? [i] : [],
  );
  if (near.length === 0 || options.epsilon === 0) return { index: best, propensity: 1 };
  const draw = random();
  if (draw >= options.epsilon) return { index: best, propensity: 1 - options.epsilon };
  const pick = near[Math.min(near.length - 1, Math.floor((draw / options.epsilon) * near.length))] as number;
  return { index: pick, propensity: options.epsilon / near.length };
}
