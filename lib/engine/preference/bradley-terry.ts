import { cholesky, solveLower, solveUpper } from '../quality/linear-algebra';
import { findGroups } from './groups';

/** Vote counts between two models. */
export interface PairVotes {
  a: string;
  b: string;
  winsA: number;
  winsB: number;
  ties: number;
}

/** Strengths in log-odds: a beats b in σ(strength a − strength b) of their votes. */
export interface Fit {
  /** Sorted by id. */
  models: string[];
  /** The mean of each group is 0. */
  strengths: number[];
  /** Group number of each model; votes connect models within a group only. Group 0 has the most votes. */
  groups: number[];
  /** Covariance of the strengths. Row-major, models². */
  covariance: Float64Array;
}

/**
 * Each model gets this many virtual ties with an average one, which keeps strengths finite for models that never lost
 * and close to the average for those with few votes.
 */
export const VIRTUAL_TIES = 1;

const MOST_STEPS = 60;
const SMALL = 1e-10;

/**
 * Fits Bradley-Terry strengths (Biometrika 39, 1952) at the posterior maximum, by Newton's method on the log-odds. A tie
 * counts as half a win for each side. The covariance is the inverse of the observed information.
 */
export function fitStrengths(votes: PairVotes[]): Fit {
  const pairs = votes.filter(({ a, b, winsA, winsB, ties }) => a !== b && winsA + winsB + ties > 0);
  const models = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].sort(byCode);
  const indexByModel = new Map(models.map((model, i) => [model, i]));
  const games = aggregateGames(pairs, indexByModel);
  let strengths = new Float64Array(models.length);
  let value = logPosterior(games, strengths);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { gradient, information } = computeDerivatives(games, strengths);
    const change = solve(information, gradient);
    if (change.every((part) => Math.abs(part) < SMALL)) break;
    // The posterior is concave, so halving an overlong step always finds an increase.
    for (let share = 1; share > 1e-6; share /= 2) {
      const next = strengths.map((strength, i) => strength + share * (change[i] as number));
      const reached = logPosterior(games, next);
      if (reached < value) continue;
      [strengths, value] = [next, reached];
      break;
    }
  }
  const groups = findGroups(models, pairs);
  const means = averageByGroup(strengths, groups);
  return {
    models,
    strengths: Array.from(strengths, (strength, i) => strength - (means[groups[i] as number] as number)),
    groups,
    covariance: invert(computeDerivatives(games, strengths).information, models.length),
  };
}

/** Compares ids by code units, which is the same on every machine. */
export function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Games {
  models: number;
  /** For each pair: votes between i and j, and wins of i. */
  between: { i: number; j: number; won: number; all: number }[];
}

/** Aggregates votes in a fixed order, so that sums are reproducible to the last digit. */
function aggregateGames(pairs: PairVotes[], indexByModel: Map<string, number>): Games {
  const sums = new Map<string, Games['between'][number]>();
  for (const { a, b, winsA, winsB, ties } of pairs) {
    const [first, second] = a < b ? [a, b] : [b, a];
    const won = (a < b ? winsA : winsB) + ties / 2;
    const key = `${first}\n${second}`;
    const known = sums.get(key) ?? {
      i: indexByModel.get(first) ?? 0,
      j: indexByModel.get(second) ?? 0,
      won: 0,
      all: 0,
    };
    sums.set(key, { ...known, won: known.won + won, all: known.all + winsA + winsB + ties });
  }
  const between = [...sums.values()].sort((x, y) => x.i - y.i || x.j - y.j);
  return { models: indexByModel.size, between };
}

function logPosterior({ between }: Games, strengths: Float64Array): number {
  let sum = 0;
  for (const { i, j, won, all } of between) {
    const ahead = (strengths[i] as number) - (strengths[j] as number);
    sum += won * ahead - all * softplus(ahead);
  }
  for (const strength of strengths) sum += VIRTUAL_TIES * (strength / 2 - softplus(strength));
  return sum;
}

/** The gradient of the log-posterior and its observed information. */
function computeDerivatives({ models, between }: Games, strengths: Float64Array) {
  const gradient = new Float64Array(models);
  const information = new Float64Array(models * models);
  const add = (to: Float64Array, at: number, amount: number) => {
    to[at] = (to[at] as number) + amount;
  };
  for (const { i, j, won, all } of between) {
    const chance = sigmoid((strengths[i] as number) - (strengths[j] as number));
    add(gradient, i, won - all * chance);
    add(gradient, j, all * chance - won);
    const known = all * chance * (1 - chance);
    add(information, i * models + i, known);
    add(information, j * models + j, known);
    add(information, i * models + j, -known);
    add(information, j * models + i, -known);
  }
  for (let i = 0; i < models; i++) {
    const chance = sigmoid(strengths[i] as number);
    add(gradient, i, VIRTUAL_TIES * (0.5 - chance));
    add(information, i * models + i, VIRTUAL_TIES * chance * (1 - chance));
  }
  return { gradient, information };
}

function solve(information: Float64Array, vector: Float64Array): Float64Array {
  const d = vector.length;
  if (d === 0) return vector;
  const factor = cholesky(information, d);
  return solveUpper(factor, d, solveLower(factor, d, vector));
}

function invert(information: Float64Array, d: number): Float64Array {
  const inverse = new Float64Array(d * d);
  if (d === 0) return inverse;
  const factor = cholesky(information, d);
  for (let i = 0; i < d; i++) {
    const unit = new Float64Array(d);
    unit[i] = 1;
    inverse.set(solveUpper(factor, d, solveLower(factor, d, unit)), i * d);
  }
  return inverse;
}

function averageByGroup(strengths: Float64Array, groups: number[]): number[] {
  return [...new Set(groups)]
    .sort((a, b) => a - b)
    .map((group) => {
      const own = strengths.filter((_, i) => groups[i] === group);
      return own.reduce((sum, strength) => sum + strength, 0) / own.length;
    });
}

/** The logistic function: the win rate for a difference in log-odds. */
export function sigmoid(ahead: number): number {
  return 1 / (1 + Math.exp(-ahead));
}

/** log(1 + eˣ) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
