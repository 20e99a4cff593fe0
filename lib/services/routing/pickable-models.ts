import { priceFor } from '../../engine/money/cost';
import { policyNames, WORKSPACE_POLICY } from '../../engine/policy/policy';
import { formatRate } from '../../format';
import type { Runtime } from '../../runtime/runtime';

export interface PickableModel {
  /** Value of `model`: a policy such as `auto:best`, or a catalogue id. */
  id: string;
  provider: string | null;
  note: string;
}

/** Policies and models that somebody may pick here, with a word on each. */
export function pickableModels({
  catalog,
  providers,
  knowledge,
}: Pick<Runtime, 'catalog' | 'knowledge' | 'providers'>): PickableModel[] {
  const named = policyNames(knowledge.policies).filter((name) => name !== WORKSPACE_POLICY);
  const policies = [
    { id: 'auto', provider: null, note: 'the workspace’s policy' },
    ...named.map((name) => ({ id: `auto:${name}`, provider: null, note: POLICY_NOTES[name] ?? '' })),
  ];
  const models = catalog.available(new Set(providers.keys()), Date.now()).map((model) => {
    const price = priceFor(model, Date.now(), 0);
    const note = price ? `${formatRate(price.rates.input)} / ${formatRate(price.rates.output)}` : 'unpriced';
    return { id: model.id, provider: model.provider, note };
  });
  return [...policies, ...models];
}

const POLICY_NOTES: Record<string, string> = {
  cheapest: 'cost first',
  balanced: 'quality and cost',
  best: 'quality first',
};
