import type { Category, Model } from '../types';

/** Entries of an order or a map: a provider id, a model id, or a vendor's model name. */
export type ModelReference = string;

/** How candidates are ranked. `score = w · quality − (1 − w) · relative cost − latencyWeight · seconds`. */
export interface Policy {
  name: string;
  version: number;
  /** w, 0..1: the weight of quality against cost. */
  qualityWeight: number;
  /** Score points subtracted per second to the first token. */
  latencyWeight: number;
  /** Overrides the score: these first, in this order. */
  priorityOrder?: ModelReference[];
  /** Overrides the score for one category: these first, in this order. Beats `priorityOrder`. */
  categoryMap?: Partial<Record<Category, ModelReference | ModelReference[]>>;
  /** Limit on the expected cost of a request, in nano-dollars. */
  maxCostNanoUsd?: number;
  /** Share of requests, 0..1, that may explore a model close to the best. */
  exploration?: number;
}

/** Upper limit of exploration, because callers pay for it. */
export const MAX_EXPLORATION = 0.2;

const BUILT_IN: Policy[] = [
  { name: 'cheapest', version: 1, qualityWeight: 0.2, latencyWeight: 0.004, exploration: 0.02 },
  { name: 'balanced', version: 1, qualityWeight: 0.45, latencyWeight: 0.004, exploration: 0.02 },
  { name: 'best', version: 1, qualityWeight: 0.95, latencyWeight: 0.001, exploration: 0.02 },
];

export const DEFAULT_POLICY = 'balanced';

/** Name of the workspace's own policy, once saved: what plain `auto` uses. */
export const WORKSPACE_POLICY = 'auto';

/** Finds a policy by name; custom policies come before built-in ones. */
export function policyNamed(name: string, custom: Policy[] = []): Policy | undefined {
  return [...custom, ...BUILT_IN].find((policy) => policy.name === name);
}

/** Names allowed after `auto:`. */
export function policyNames(custom: Policy[] = []): string[] {
  return [...new Set([...BUILT_IN, ...custom].map((policy) => policy.name))];
}

/** True when a reference matches this model by provider, id or vendor name. */
export function refersTo(reference: ModelReference, model: Pick<Model, 'id' | 'provider' | 'name'>): boolean {
  return reference === model.provider || reference === model.id || reference === model.name;
}
