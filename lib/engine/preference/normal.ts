/**
 * The standard normal distribution function: erfc by the Chebyshev fit of Numerical Recipes (Press et al., 6.2), with an
 * error below 1.2e-7.
 */
export function normalShare(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  const power = terms.reduceRight((sum, term) => sum * t + term, 0);
  const beyond = (t * Math.exp(-x * x + power)) / 2;
  return z >= 0 ? 1 - beyond : beyond;
}

/** One-sided quantiles: 5 % and 20 % lie beyond. */
export const Z_95 = 1.6448536;
export const Z_80 = 0.8416212;
