/** 90 % of a normal distribution lie within this many standard deviations. */
const Z_90 = 1.6449;

/**
 * The share of good outcomes with its 90 % interval: Wilson's score interval (JASA 22, 1927), which stays within 0..1
 * and is reliable for few outcomes. `accepted` may be fractional. Without outcomes the interval is 0..1.
 */
export function wilsonInterval(accepted: number, n: number, z = Z_90): { mean: number; low: number; high: number } {
  if (n <= 0) return { mean: 0.5, low: 0, high: 1 };
  const share = accepted / n;
  const scale = 1 + z ** 2 / n;
  const centre = (share + z ** 2 / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return { mean: share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
