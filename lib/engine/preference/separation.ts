import { type Fit, sigmoid } from './bradley-terry';
import { normalShare, Z_80, Z_95 } from './normal';

/** From so sure on one is called better than another. */
export const SURE = 0.95;

/** How well votes tell two models apart. */
export interface Separation {
  /** How sure it is that the first is the better one, 0..1. */
  firstIsBetter: number;
  /** How often the better one wins, by their strengths. */
  winRate: number;
  /**
   * Votes between the two that are still needed to be 95 % sure with a power of 80 %, if they are as far apart as they
   * look; 0 once they are told apart, infinite for two that look the same.
   */
  votesNeeded: number;
}

/** Two models of a fit, by their places; null where no vote links them. */
export function separationOf(fit: Fit, first: number, second: number): Separation | null {
  if (fit.groups[first] !== fit.groups[second]) return null;
  const ahead = (fit.strengths[first] as number) - (fit.strengths[second] as number);
  const variance = varianceBetween(fit, first, second);
  const firstIsBetter = normalShare(ahead / Math.sqrt(variance));
  const winRate = sigmoid(Math.abs(ahead));
  const isSure = Math.max(firstIsBetter, 1 - firstIsBetter) >= SURE;
  return { firstIsBetter, winRate, votesNeeded: isSure ? 0 : votesToSeparate(winRate, 1 / variance) };
}

/** Of the difference of two strengths: what they are both unsure of in the same way does not matter. */
function varianceBetween({ covariance, models }: Fit, first: number, second: number): number {
  const at = (i: number, j: number) => covariance[i * models.length + j] as number;
  return at(first, first) + at(second, second) - 2 * at(first, second);
}

/**
 * Votes that it takes to be 95 % sure who is better, in four of five cases, when the better one wins such a share. Each
 * vote between the two brings p(1 − p) of information on the log-odds; `known` is what there is already.
 */
export function votesToSeparate(winRate: number, known = 0): number {
  const share = Math.min(winRate, CLEAREST);
  const ahead = Math.log(share / (1 - share));
  if (ahead === 0) return Number.POSITIVE_INFINITY;
  const wanted = ((Z_95 + Z_80) / ahead) ** 2;
  return Math.max(1, Math.ceil((wanted - known) / (share * (1 - share))));
}

/** Beyond this, votes that nearly all fall one way tell ever less of how far apart two are, but no less of who is better. */
const CLEAREST = 0.9;
