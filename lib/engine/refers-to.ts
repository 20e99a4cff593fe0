import type { Model } from './types';

/** True when a reference in an order, a map or a grant means this model: its provider, its id or its vendor name. */
export function refersTo(reference: string, model: Pick<Model, 'id' | 'provider' | 'name'>): boolean {
  return reference === model.provider || reference === model.id || reference === model.name;
}
