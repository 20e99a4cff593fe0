/** One candidate: what it is worth all in all, and how unsure its quality is. */
export interface Prospect {
  value: number;
  /** Standard deviation of its quality, in the same unit as the value. */
  sd: number;
}

export interface Exploration {
  /** Optimism: how many standard deviations count as worth (LinUCB, arXiv:1003.0146). 0 trusts the mean. */
  alpha: number;
  /** How often one of the near-equals is asked instead of the best, 0..1. */
  epsilon: number;
  /** How much less a candidate may be worth and still count as a near-equal. */
  nearness: number;
}

export interface Choice {
  index: number;
  /** Probability with which exactly this candidate was chosen. */
  propensity: number;
}

/**
 * Chooses the candidate of the highest value + alpha·sd; with probability epsilon one of those that are worth nearly as
 * much, each as likely as the other. The first of equals is the best.
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
