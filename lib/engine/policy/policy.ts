import type { Category, Model } from '../types';

/** Entries of an order or a map: a provider id, a model id, or a vendor's model name. */
export type ModelReference = string;

/** How candidates are ranked. `score = w · quality − (1 − w) · relative cost − latencyWeight · seconds`. */
export interface Policy {
  name: string;
  version: number;
  /** w, 0..1: how much quality weighs against cost. */
  qualityWeight: number;
  /** Points a second of waiting for the first token costs. */
  latencyWeight: number;
  /** Overrides the score: these first, in this order. */
  priorityOrder?: ModelReference[];
  /** Overrides the score for one category: these first, in this order. Beats `priorityOrder`. */
  categoryMap?: Partial<Record<Category, ModelReference | ModelReference[]>>;
  /** Ceiling of one request's expected cost, in nano-dollars. */
  maxCostNanoUsd?: number;
  /** Share of requests, 0..1, that may try a near equal so that memory learns about it. */
  exploration?: number;
}

/** More than this would be an experiment at the callers' expense. */
export const MAX_EXPLORATION = 0.2;

const BUILT_IN: Policy[] = [
  { name: 'cheapest', version: 1, qualityWeight: 0.2, latencyWeight: 0.004, exploration: 0.02 },
  { name: 'balanced', version: 1, qualityWeight: 0.45, latencyWeight: 0.004, exploration: 0.02 },
  { name: 'best', version: 1, qualityWeight: 0.95, latencyWeight: 0.001, exploration: 0.02 },
];

export const DEFAULT_POLICY = 'balanced';

/** The workspace's own policy, once it has saved one: what `auto` alone means. */
export const WORKSPACE_POLICY = 'auto';

/** Policies by name, the built-in ones and those of the workspace. */
export function policyNamed(name: string, custom: Policy[] = []): Policy | undefined {
  return [...custom, ...BUILT_IN].find((policy) => policy.name === name);
}

/** Names a caller may put after `auto:`. */
export function policyNames(custom: Policy[] = []): string[] {
  return [...new Set([...BUILT_IN, ...custom].map((policy) => policy.name))];
}

/** True when a reference in an order, a map or a grant means this model: its provider, its id or its vendor name. */
export function refersTo(reference: ModelReference, model: Pick<Model, 'id' | 'provider' | 'name'>): boolean {
  return reference === model.provider || reference === model.id || reference === model.name;
}
