import { CATEGORIES, type Category, type Model, type QualityEstimate } from '../types';
import { CONTEXT_DIMENSION, type PromptContext, regressorsOf } from './context';
import { combine, type Evidence } from './evidence';
import type { Learned, Tally } from './learned';
import { type Posterior, type PosteriorOptions, posteriorOf } from './posterior';

/**
 * How far a model may lie from its prior, as variances: a little as such, more in one category. Together they make the
 * prior worth about ten ratings. Judgement, not measured.
 */
const MODEL_VARIANCE = 0.008;
const CATEGORY_VARIANCE = 0.012;
const OPTIONS: PosteriorOptions = {
  priorVariances: [MODEL_VARIANCE, ...CATEGORIES.map(() => CATEGORY_VARIANCE)],
  /** Of a thumb that is up with probability 0.7. */
  noiseVariance: 0.2,
};

/** What other teams found out counts this much of one's own evidence, and together never more than a prior's worth. */
const OTHERS_WEIGHT = 0.3;
const OTHERS_MAX = 10;
/** 80 % of a normal distribution lie within this many standard deviations. */
const HALF_WIDTH_SDS = 1.2816;
/** Fewer outcomes than this are still a prior, and shown as one. */
export const MIN_MEASURED = 5;

/** What was learned of every model, by team. Reads are pure; a team's own evidence counts most. */
export class Memory {
  private readonly byModel = new Map<string, Map<string, Learned>>();
  private readonly posteriors = new Map<string, Posterior>();

  /** Replaces what is known from a team about a model. */
  set(team: string, model: string, learned: Learned): void {
    const teams = this.byModel.get(model) ?? new Map<string, Learned>();
    this.byModel.set(model, teams.set(team, learned));
    for (const other of teams.keys()) this.posteriors.delete(keyOf(other, model));
    this.posteriors.delete(keyOf(team, model));
  }

  get(team: string, model: string): Learned | null {
    return this.byModel.get(model)?.get(team) ?? null;
  }

  /** Outcomes of a model in a category, of the team alone. */
  tally(team: string, model: string, category: Category): Tally {
    return this.get(team, model)?.tally[category] ?? { n: 0, accepted: 0 };
  }

  /** Outcomes that a team has given altogether. */
  outcomesOf(team: string): number {
    let sum = 0;
    for (const teams of this.byModel.values()) sum += teams.get(team)?.evidence.n ?? 0;
    return sum;
  }

  /** The prior moved by the evidence; null while nobody has said anything about the model. */
  estimate(team: string, model: Model, context: PromptContext, prior: number): QualityEstimate | null {
    const posterior = this.posteriorFor(team, model.id);
    if (!posterior) return null;
    const { mean, sd } = posterior.predict(regressorsOf(context));
    const n = this.tally(team, model.id, context.category).n;
    return interval(prior + mean, sd, n);
  }

  private posteriorFor(team: string, model: string): Posterior | null {
    const teams = this.byModel.get(model);
    if (!teams) return null;
    const key = keyOf(team, model);
    const known = this.posteriors.get(key);
    if (known) return known;
    const posterior = posteriorOf(evidenceFor(team, teams), OPTIONS);
    this.posteriors.set(key, posterior);
    return posterior;
  }
}

/** An estimate around a mean, kept within 0..1. */
export function interval(mean: number, sd: number, n: number): QualityEstimate {
  const clamped = clamp(mean);
  return {
    mean: clamped,
    low: clamp(mean - HALF_WIDTH_SDS * sd),
    high: clamp(mean + HALF_WIDTH_SDS * sd),
    source: n >= MIN_MEASURED ? 'measured' : 'prior',
    n,
  };
}

const NO_EVIDENCE = posteriorOf(combine(CONTEXT_DIMENSION, []), OPTIONS);

/** How far off the prior may be, as a standard deviation. */
export function priorSd(context: Pick<PromptContext, 'probabilities'>): number {
  return NO_EVIDENCE.predict(regressorsOf(context)).sd;
}

function evidenceFor(team: string, teams: Map<string, Learned>): Evidence {
  const own = teams.get(team)?.evidence;
  const others = [...teams].filter(([other]) => other !== team).map(([, { evidence }]) => evidence);
  const outcomes = others.reduce((sum, { n }) => sum + n, 0);
  const weight = outcomes === 0 ? 0 : Math.min(OTHERS_WEIGHT, OTHERS_MAX / outcomes);
  return combine(CONTEXT_DIMENSION, [
    ...(own ? [{ evidence: own, weight: 1 }] : []),
    ...others.map((evidence) => ({ evidence, weight })),
  ]);
}

function keyOf(team: string, model: string): string {
  return `${team}\n${model}`;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
