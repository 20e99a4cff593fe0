import { type Fit, fitStrengths, type PairVotes } from './bradley-terry';
import { Z_95 } from './normal';
import { computeSeparation, SIGNIFICANT } from './separation';

/** Points per unit of log-odds: 400 points are odds of ten to one, as in Elo ratings. */
const POINTS_A_UNIT = 400 / Math.LN10;
const AVERAGE_POINTS = 1_000;

/** A model's position in the ranking. */
export interface Standing {
  model: string;
  /** Points; 1,000 is the average of its group. */
  points: number;
  /** 90 % interval. */
  low: number;
  high: number;
  /** Possible ranks: below all significantly better models and above all significantly worse ones. */
  rankFrom: number;
  rankTo: number;
  /** 0 for the main group; other numbers for models that no vote connects with it. */
  group: number;
  wins: number;
  losses: number;
  ties: number;
}

export interface Ranking {
  /** By group, strongest first. */
  standings: Standing[];
  fit: Fit;
}

/** Ranks models by their votes. */
export function rank(votes: PairVotes[]): Ranking {
  const fit = fitStrengths(votes);
  const standings = fit.models.map((model, i) => ({
    model,
    ...computePoints(fit, i),
    ...computeRanks(fit, i),
    ...countResults(votes, model),
  }));
  return {
    fit,
    standings: standings.sort((x, y) => x.group - y.group || y.points - x.points || (x.model < y.model ? -1 : 1)),
  };
}

function computePoints(fit: Fit, i: number): Pick<Standing, 'points' | 'low' | 'high' | 'group'> {
  const strength = fit.strengths[i] as number;
  const half = Z_95 * Math.sqrt(varianceFromAverage(fit, i));
  const toPoints = (value: number) => AVERAGE_POINTS + POINTS_A_UNIT * value;
  return {
    points: toPoints(strength),
    low: toPoints(strength - half),
    high: toPoints(strength + half),
    group: fit.groups[i] as number,
  };
}

/** Variance of a strength relative to its group's mean: Var(θᵢ − θ̄) from the covariance. */
function varianceFromAverage({ covariance, groups, models }: Fit, i: number): number {
  const own = groups.flatMap((group, j) => (group === groups[i] ? [j] : []));
  const weight = (j: number) => (j === i ? 1 : 0) - 1 / own.length;
  let variance = 0;
  for (const j of own)
    for (const k of own) variance += weight(j) * weight(k) * (covariance[j * models.length + k] as number);
  return Math.max(0, variance);
}

/** Models that votes do not separate share ranks; models of other groups are not compared. */
function computeRanks(fit: Fit, i: number): Pick<Standing, 'rankFrom' | 'rankTo'> {
  let better = 0;
  let worse = 0;
  for (let j = 0; j < fit.models.length; j++) {
    const separation = j === i ? null : computeSeparation(fit, i, j);
    if (!separation) continue;
    if (separation.firstIsBetter >= SIGNIFICANT) worse++;
    if (1 - separation.firstIsBetter >= SIGNIFICANT) better++;
  }
  return { rankFrom: 1 + better, rankTo: fit.models.length - worse };
}

function countResults(votes: PairVotes[], model: string): Pick<Standing, 'wins' | 'losses' | 'ties'> {
  const sum = { wins: 0, losses: 0, ties: 0 };
  for (const { a, b, winsA, winsB, ties } of votes) {
    if (a === b || (a !== model && b !== model)) continue;
    sum.wins += a === model ? winsA : winsB;
    sum.losses += a === model ? winsB : winsA;
    sum.ties += ties;
  }
  return sum;
}
