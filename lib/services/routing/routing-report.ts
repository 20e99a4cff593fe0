import type { Caller } from '../../caller';
import { latestDecisions } from '../../db/learning/feedback-history';
import { classificationFromCaller } from '../../engine/classify/caller-category';
import { EXAMPLE_PROMPTS } from '../../engine/decide/example-prompts';
import {
  type OperatingPoint,
  type SingleModel,
  singleModels,
  sweepWeights,
  toSituation,
} from '../../engine/decide/what-if';
import { MIN_MEASURED } from '../../engine/memory/uncertainty';
import { wilsonInterval } from '../../engine/memory/wilson';
import { DEFAULT_POLICY, type Policy, policyNamed, WORKSPACE_POLICY } from '../../engine/policy/policy';
import { priorQuality } from '../../engine/policy/prior';
import { CATEGORIES, type Category, type Decision, type Model } from '../../engine/types';
import { AppError } from '../../errors';
import { type PlanRuntime, planFor } from '../../gateway/run';
import type { Runtime } from '../../runtime/runtime';

/** The models that can be called. */
type Models = Pick<Runtime, 'catalog' | 'providers'>;

/** The active policy of a name, or its starting point as version 0. */
export function activePolicy(runtime: Pick<Runtime, 'knowledge'>, name: string): Policy {
  const saved = runtime.knowledge.policies.find((policy) => policy.name === name);
  return saved ?? unsavedPolicy(runtime, name);
}

/** A policy before it is first saved: the workspace's is the balanced one, others copy the workspace's. */
export function unsavedPolicy(runtime: Pick<Runtime, 'knowledge'>, name: string): Policy {
  if (name !== WORKSPACE_POLICY) return { ...activePolicy(runtime, WORKSPACE_POLICY), name, version: 0 };
  return { ...(policyNamed(DEFAULT_POLICY) as Policy), name, version: 0 };
}

/** Names of the workspace's policy and of the saved ones. */
export function policyChoices({ knowledge }: Pick<Runtime, 'knowledge'>): string[] {
  const named = knowledge.policies.map(({ name }) => name).filter((name) => name !== WORKSPACE_POLICY);
  return [WORKSPACE_POLICY, ...named];
}

/** Every name that a policy's order may contain: connected providers, their models, and the vendors' model names. */
export function references(runtime: Models): string[] {
  return [...new Set(callableModels(runtime).flatMap(({ provider, id, name }) => [provider, id, name]))];
}

/** Throws a 400 that lists the unknown names in a policy's orders. */
export function requireReferences(runtime: Models, { priorityOrder = [], categoryMap = {} }: Policy): void {
  requireKnown(runtime, [...priorityOrder, ...Object.values(categoryMap).flat()]);
}

/** Throws a 400 that lists the names that are not a connected provider or model. */
export function requireKnown(runtime: Models, names: string[]): void {
  const known = new Set(references(runtime));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new AppError('invalid_request_error', `${unknown.join(', ')} is not a connected provider or model.`);
}

/** Accuracy of a model, or of all models of a provider, by category. */
export interface AccuracyLine {
  id: string;
  provider: string;
  name: string;
  byCategory: Record<Category, { mean: number; low: number; high: number; n: number; isPrior: boolean }>;
}

/** Accuracy of every callable model and of their providers, from the team's ratings. */
export function accuracyReport(runtime: Models & Pick<Runtime, 'knowledge'>, teamId: string) {
  const models = callableModels(runtime);
  const providers = [...new Set(models.map(({ provider }) => provider))];
  const toLine = (id: string, provider: string, name: string, of: Model[]): AccuracyLine => ({
    id,
    provider,
    name,
    byCategory: byCategory((category) => accuracyIn(runtime, teamId, category, of)),
  });
  return {
    providers: providers.map((id) =>
      toLine(
        id,
        id,
        id,
        models.filter(({ provider }) => provider === id),
      ),
    ),
    models: models.map((model) => toLine(model.id, model.provider, model.name, [model])),
    ratings: models.reduce((sum, { id }) => sum + runtime.knowledge.memory.ratings(teamId, id), 0),
  };
}

function accuracyIn({ knowledge }: Pick<Runtime, 'knowledge'>, teamId: string, category: Category, models: Model[]) {
  const tallies = models.map(({ id }) => knowledge.memory.tally(teamId, id, category));
  const n = tallies.reduce((sum, tally) => sum + tally.n, 0);
  const accepted = tallies.reduce((sum, tally) => sum + tally.accepted, 0);
  if (n >= MIN_MEASURED) return { ...wilsonInterval(accepted, n), n, isPrior: false };
  const context = { ...classificationFromCaller(category), difficulty: null };
  const priors = models.map((model) => priorQuality(model, context));
  const average = (of: (prior: (typeof priors)[number]) => number) =>
    priors.reduce((sum, prior) => sum + of(prior), 0) / priors.length;
  return {
    mean: average(({ mean }) => mean),
    low: average(({ low }) => low),
    high: average(({ high }) => high),
    n,
    isPrior: true,
  };
}

function byCategory<Value>(of: (category: Category) => Value): Record<Category, Value> {
  return Object.fromEntries(CATEGORIES.map((category) => [category, of(category)])) as Record<Category, Value>;
}

/** A policy at every quality weight, and each single model, over the team's latest requests. */
export interface WhatIf {
  points: OperatingPoint[];
  singles: SingleModel[];
  /** Number of requests it was computed from, and whether they are built-in examples. */
  situations: number;
  isExample: boolean;
}

const LATEST = 200;
/** With fewer requests, the built-in examples are used instead. */
const ENOUGH = 20;

/** What a policy would decide about the team's requests, by current estimates. Calls no model. */
export async function whatIf(
  runtime: PlanRuntime & Models & Pick<Runtime, 'database' | 'knowledge' | 'signals'>,
  caller: Caller,
  policy: Policy,
): Promise<WhatIf> {
  const decisions = await latestDecisions(runtime.database, caller, LATEST);
  const isExample = decisions.length < ENOUGH;
  const sample = isExample ? EXAMPLE_PROMPTS.map((prompt) => decideFor(runtime, caller, prompt, policy)) : decisions;
  const input = {
    situations: sample.flatMap((decision) => ('candidates' in decision ? [toSituation(decision)] : [])),
    models: callableModels(runtime),
    policy,
    signals: runtime.signals.with(runtime.knowledge.memory, caller.teamId),
    now: Date.now(),
  };
  return {
    points: sweepWeights(input),
    singles: singleModels(input),
    situations: input.situations.length,
    isExample,
  };
}

/** What a policy would decide about a prompt, or why no model could answer. */
export function decideFor(
  runtime: PlanRuntime,
  caller: Caller,
  prompt: string,
  policy: Policy,
): Decision | { problem: string } {
  const messages = [{ role: 'user' as const, content: prompt }];
  try {
    return planFor(runtime, caller, { model: 'auto', messages }, {}, { policy });
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function callableModels({ catalog, providers }: Models): Model[] {
  return catalog.available(new Set(providers.keys()), Date.now());
}
