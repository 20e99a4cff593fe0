import { type Fit, sigmoid } from './bradley-terry';
import { normalShare, Z_80, Z_95 } from './normal';

/** Confidence from which one model counts as better than another. */
export const SIGNIFICANT = 0.95;

/** How clearly votes separate two models. */
export interface Separation {
  /** Probability that the first model is better, 0..1. */
  firstIsBetter: number;
  /** Expected win rate of the better model. */
  winRate: number;
  /**
   * Votes between the two still needed for 95 % confidence with 80 % power, if their strengths are as estimated; 0 once
   * separated, infinite for equal strengths.
   */
  votesNeeded: number;
}

/** The separation of two models of a fit, by index; null when no votes connect them. */
export function computeSeparation(fit: Fit, first: number, second: number): Separation | null {
  if (fit.groups[first] !== fit.groups[second]) return null;
  const difference = (fit.strengths[first] as number) - (fit.strengths[second] as number);
  const variance = varianceBetween(fit, first, second);
  const firstIsBetter = normalShare(difference / Math.sqrt(variance));
  const winRate = sigmoid(Math.abs(difference));
  const isSignificant = Math.max(firstIsBetter, 1 - firstIsBetter) >= SIGNIFICANT;
  return { firstIsBetter, winRate, votesNeeded: isSignificant ? 0 : votesToSeparate(winRate, 1 / variance) };
}

/** Variance of the difference of two strengths; shared uncertainty cancels out. */
function varianceBetween({ covariance, models }: Fit, first: number, second: number): number {
  const at = (i: number, j: number) => covariance[i * models.length + j] as number;
  return at(first, first) + at(second, second) - 2 * at(first, second);
}

/**
 * Votes needed for 95 % confidence with 80 % power at a given win rate. Each vote adds p(1 − p) of information on the
 * log-odds; `known` is the information already present.
 */
export function votesToSeparate(winRate: number, known = 0): number {
  const share = Math.min(winRate, MAX_WIN_RATE);
  const difference = Math.log(share / (1 - share));
  if (difference === 0) return Number.POSITIVE_INFINITY;
  const wanted = ((Z_95 + Z_80) / difference) ** 2;
  return Math.max(1, Math.ceil((wanted - known) / (share * (1 - share))));
}

/** Caps the win rate: near 1, further votes say little about the difference in strength. */
const MAX_WIN_RATE = 0.9;
