import type { Category, Model, QualityEstimate } from '../types';
import { buildRegressors, CONTEXT_DIMENSION, type PromptContext } from './context';
import { type Learned, type Tally, totalOutcomes } from './learned';
import { combine, type Evidence } from './outcome-sums';
import { type Posterior, posterior } from './posterior';
import { interval, WEIGHT_PRIOR } from './uncertainty';

/** Weight of other teams' evidence relative to the team's own, and its maximum in outcomes (about one prior). */
const OTHERS_WEIGHT = 0.3;
const OTHERS_MAX = 10;

/** Learned quality of every model by team. Reads are pure; a team's own evidence counts most. */
export class Memory {
  private readonly byModel = new Map<string, Map<string, Learned>>();
  /** By model and team, computed on first use. */
  private readonly posteriors = new Map<string, Map<string, Posterior>>();

  /** Replaces the evidence of a team about a model. */
  set(team: string, model: string, learned: Learned): void {
    const teams = this.byModel.get(model) ?? new Map<string, Learned>();
    this.byModel.set(model, teams.set(team, learned));
    // One team's evidence affects every team's estimate.
    this.posteriors.delete(model);
  }

  /** A copy that also knows these; this memory stays as it is. */
  with(changes: { teamId: string; model: string; learned: Learned }[]): Memory {
    const copy = new Memory();
    for (const [model, teams] of this.byModel) copy.byModel.set(model, new Map(teams));
    for (const [model, teams] of this.posteriors) copy.posteriors.set(model, new Map(teams));
    for (const { teamId, model, learned } of changes) copy.set(teamId, model, learned);
    return copy;
  }

  get(team: string, model: string): Learned | null {
    return this.byModel.get(model)?.get(team) ?? null;
  }

  /** The team's own outcomes for a model in a category. */
  tally(team: string, model: string, category: Category): Tally {
    return this.get(team, model)?.tally[category] ?? { n: 0, accepted: 0 };
  }

  /** The number of the team's own outcomes for a model in all categories. */
  ratings(team: string, model: string): number {
    const learned = this.get(team, model);
    return learned ? totalOutcomes(learned) : 0;
  }

  /** The number of outcomes a team has given in total. */
  outcomesOf(team: string): number {
    let sum = 0;
    for (const teams of this.byModel.values()) sum += teams.get(team)?.evidence.n ?? 0;
    return sum;
  }

  /** The prior quality (0..1) updated by the evidence; null while there is none for the model. */
  estimate(team: string, model: Model, context: PromptContext, prior: number): QualityEstimate | null {
    const known = this.posteriorFor(team, model.id);
    if (!known) return null;
    const { mean, sd } = known.predict(buildRegressors(context));
    const n = this.tally(team, model.id, context.category).n;
    return interval(prior + mean, sd, n);
  }

  private posteriorFor(team: string, model: string): Posterior | null {
    const teams = this.byModel.get(model);
    if (!teams) return null;
    const known = this.posteriors.get(model) ?? new Map<string, Posterior>();
    this.posteriors.set(model, known);
    const own = known.get(team) ?? posterior(evidenceFor(team, teams), WEIGHT_PRIOR);
    known.set(team, own);
    return own;
  }
}

function evidenceFor(team: string, teams: Map<string, Learned>): Evidence {
  const own = teams.get(team)?.evidence;
  const others = [...teams].filter(([other]) => other !== team).map(([, { evidence }]) => evidence);
  const outcomes = others.reduce((sum, { n }) => sum + n, 0);
  const weight = outcomes === 0 ? 0 : Math.min(OTHERS_WEIGHT, OTHERS_MAX / outcomes);
  return combine(
    [...(own ? [{ evidence: own, weight: 1 }] : []), ...others.map((evidence) => ({ evidence, weight }))],
    CONTEXT_DIMENSION,
  );
}
