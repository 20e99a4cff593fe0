import { type Fit, fitStrengths, type PairVotes } from './bradley-terry';
import { Z_95 } from './normal';
import { SURE, separationOf } from './separation';

/** One unit of log-odds in points: 400 points are odds of ten to one, as in chess. */
const POINTS_A_UNIT = 400 / Math.LN10;
const AVERAGE_POINTS = 1_000;

/** A model's place among others. */
export interface Standing {
  model: string;
  /** 1,000 is the average model of its group. */
  points: number;
  /** 90 % interval. */
  low: number;
  high: number;
  /** Ranks that it may have: from that below all who are surely better to that above all who are surely worse. */
  rankFrom: number;
  rankTo: number;
  /** 0 for most; another number for models that no vote links with those. */
  group: number;
  wins: number;
  losses: number;
  ties: number;
}

export interface Ranking {
  /** Group by group, the strongest first. */
  standings: Standing[];
  fit: Fit;
}

/** Models ranked by their votes. */
export function rank(votes: PairVotes[]): Ranking {
  const fit = fitStrengths(votes);
  const standings = fit.models.map((model, i) => ({
    model,
    ...pointsOf(fit, i),
    ...ranksOf(fit, i),
    ...countsOf(votes, model),
  }));
  return {
    fit,
    standings: standings.sort((x, y) => x.group - y.group || y.points - x.points || (x.model < y.model ? -1 : 1)),
  };
}

function pointsOf(fit: Fit, i: number): Pick<Standing, 'points' | 'low' | 'high' | 'group'> {
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

/** Of a strength less the average of its group: Var(θᵢ − θ̄) from the covariance of all. */
function varianceFromAverage({ covariance, groups, models }: Fit, i: number): number {
  const own = groups.flatMap((group, j) => (group === groups[i] ? [j] : []));
  const weight = (j: number) => (j === i ? 1 : 0) - 1 / own.length;
  let variance = 0;
  for (const j of own)
    for (const k of own) variance += weight(j) * weight(k) * (covariance[j * models.length + k] as number);
  return Math.max(0, variance);
}

/** Who cannot be told apart shares ranks; nobody is surely better or worse than a model of another group. */
function ranksOf(fit: Fit, i: number): Pick<Standing, 'rankFrom' | 'rankTo'> {
  let better = 0;
  let worse = 0;
  for (let j = 0; j < fit.models.length; j++) {
    const separation = j === i ? null : separationOf(fit, i, j);
    if (!separation) continue;
    if (separation.firstIsBetter >= SURE) worse++;
    if (1 - separation.firstIsBetter >= SURE) better++;
  }
  return { rankFrom: 1 + better, rankTo: fit.models.length - worse };
}

function countsOf(votes: PairVotes[], model: string): Pick<Standing, 'wins' | 'losses' | 'ties'> {
  const sum = { wins: 0, losses: 0, ties: 0 };
  for (const { a, b, winsA, winsB, ties } of votes) {
    if (a === b || (a !== model && b !== model)) continue;
    sum.wins += a === model ? winsA : winsB;
    sum.losses += a === model ? winsB : winsA;
    sum.ties += ties;
  }
  return sum;
}
