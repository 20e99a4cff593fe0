import { utcDay } from '../money/day';
import type { Model, Price } from '../types';
import { anthropicModels } from './anthropic';
import { cerebrasModels } from './cerebras';
import { deepseekModels } from './deepseek';
import { googleModels } from './google';
import { groqModels } from './groq';
import { mistralModels } from './mistral';
import { ollamaModels } from './ollama';
import { openaiModels } from './openai';
import { sandboxModels } from './sandbox';
import { togetherModels } from './together';
import { xaiModels } from './xai';

/** All built-in models. Models of local servers are discovered and added at run time. */
export const CATALOG: Model[] = [
  ...openaiModels,
  ...anthropicModels,
  ...googleModels,
  ...groqModels,
  ...cerebrasModels,
  ...mistralModels,
  ...xaiModels,
  ...togetherModels,
  ...deepseekModels,
  ...ollamaModels,
  ...sandboxModels,
];

/** True from the UTC day on which the vendor retired the model; `now` in epoch ms. */
export function isRetired({ retired }: Model, now: number): boolean {
  return retired !== undefined && retired.on <= utcDay(now);
}

/** Models by id, with the lookups that routing needs. */
export class Catalog {
  private readonly byId: Map<string, Model>;
  private readonly byName = new Map<string, Model[]>();

  constructor(models: Model[] = CATALOG) {
    this.byId = new Map(models.map((model) => [model.id, model]));
    for (const model of this.byId.values()) {
      this.byName.set(model.name, [...(this.byName.get(model.name) ?? []), model]);
    }
  }

  get(id: string): Model | undefined {
    return this.byId.get(id);
  }

  /** All models with this vendor id, at any provider. */
  named(name: string): Model[] {
    return this.byName.get(name) ?? [];
  }

  /** Models of these providers that are not retired at a time (epoch ms). */
  available(providers: ReadonlySet<string>, now: number): Model[] {
    const models: Model[] = [];
    for (const model of this.byId.values())
      if (providers.has(model.provider) && !isRetired(model, now)) models.push(model);
    return models;
  }

  all(): Model[] {
    return [...this.byId.values()];
  }

  /** Returns a catalogue with these models added or replaced. */
  with(models: Model[]): Catalog {
    return new Catalog([...new Map([...this.byId, ...models.map((model) => [model.id, model] as const)]).values()]);
  }

  /** Returns a catalogue with exactly these price overrides, by model id. */
  withOverrides(overrides: ReadonlyMap<string, Price[]>): Catalog {
    return new Catalog(
      this.all().map(({ overrides: _earlier, ...model }) => {
        const own = overrides.get(model.id);
        return own ? { ...model, overrides: own } : model;
      }),
    );
  }
}
