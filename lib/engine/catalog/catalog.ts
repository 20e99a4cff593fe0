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

/** Every model whose facts ship with the product. Models of local servers are discovered and added at run time. */
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

/** True from the day (UTC) on which the vendor stopped serving a model. */
export function isRetired({ retired }: Model, now: number): boolean {
  return retired !== undefined && retired.on <= utcDay(now);
}

/** Models by id, with the exact lookups that routing needs. */
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

  /** Every model with this vendor id, at whichever provider. */
  named(name: string): Model[] {
    return this.byName.get(name) ?? [];
  }

  /** Models of these providers that can be called at a moment (epoch ms). */
  available(providers: ReadonlySet<string>, now: number): Model[] {
    const models: Model[] = [];
    for (const model of this.byId.values())
      if (providers.has(model.provider) && !isRetired(model, now)) models.push(model);
    return models;
  }

  all(): Model[] {
    return [...this.byId.values()];
  }

  /** A catalogue with these models added or replaced. */
  with(models: Model[]): Catalog {
    return new Catalog([...new Map([...this.byId, ...models.map((model) => [model.id, model] as const)]).values()]);
  }

  /** A catalogue whose models have these prices of the operator's own, and no others. */
  withOverrides(overrides: ReadonlyMap<string, Price[]>): Catalog {
    return new Catalog(
      this.all().map(({ overrides: _earlier, ...model }) => {
        const own = overrides.get(model.id);
        return own ? { ...model, overrides: own } : model;
      }),
    );
  }
}
