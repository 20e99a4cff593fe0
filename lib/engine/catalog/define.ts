import type { Abilities, Model } from '../types';

type Facts = Omit<Model, 'id' | 'provider' | 'abilities'> & { abilities: (keyof Abilities)[] };

/** Completes a vendor's list: `provider/name` ids, and abilities given as a list. */
export function defineModels(provider: string, facts: Facts[]): Model[] {
  return facts.map((model) => ({
    ...model,
    id: `${provider}/${model.name}`,
    provider,
    abilities: {
      vision: model.abilities.includes('vision'),
      tools: model.abilities.includes('tools'),
      jsonSchema: model.abilities.includes('jsonSchema'),
    },
  }));
}
