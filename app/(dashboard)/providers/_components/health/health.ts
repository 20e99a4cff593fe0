import type { BreakerState } from '@/components/models/live-states';
import type { Calls, ProviderCalls } from '@/lib/db/stats/provider-health';
import type { Model } from '@/lib/engine/types';

export interface ModelHealth extends Calls {
  /** The catalogue's id. */
  id: string;
  /** The vendor's own name. */
  name: string;
}

export interface ProviderHealth extends Calls {
  provider: string;
  /** False when it has calls in the window but is not configured any more. */
  isConnected: boolean;
  models: ModelHealth[];
}

const NO_CALLS: Calls = { attempts: 0, failures: 0, timeouts: 0, ttft: null };

/**
 * Every connected provider with all its models, in the order given, and after them whoever was called in the window and
 * is gone since. Models without calls come with zeros.
 */
export function toProviderHealth(order: string[], models: Model[], calls: ProviderCalls[]): ProviderHealth[] {
  const gone = calls.map(({ provider }) => provider).filter((provider) => !order.includes(provider));
  return [...order, ...gone].map((provider) => {
    const own = calls.find((one) => one.provider === provider);
    const { attempts, failures, timeouts, ttft } = own ?? NO_CALLS;
    const listed = models.filter((model) => model.provider === provider).map(({ id }) => id);
    const ids = [...new Set([...listed, ...(own?.models ?? []).map(({ model }) => model)])];
    return {
      provider,
      isConnected: order.includes(provider),
      attempts,
      failures,
      timeouts,
      ttft,
      models: ids.map((id) => toModel(id, own)),
    };
  });
}

function toModel(id: string, own: ProviderCalls | undefined): ModelHealth {
  const { attempts, failures, timeouts, ttft } = own?.models.find(({ model }) => model === id) ?? NO_CALLS;
  return { id, name: id.slice(id.indexOf('/') + 1), attempts, failures, timeouts, ttft };
}

const FEW_MODELS = 6;

/** The models worth a row at first: all of a few, else those that were called or are in trouble. */
export function modelsToShow(models: ModelHealth[], stateOf: (id: string) => BreakerState): ModelHealth[] {
  if (models.length <= FEW_MODELS) return models;
  return models.filter(({ id, attempts }) => attempts > 0 || stateOf(id).state !== 'closed');
}

/** Failures from which on a share is worth a colour: one may always happen. */
const MIN_FAILURES = 2;

/** How bad a share of failures is: fine below 1 %, bad from 10 %. */
export function failureTone({ attempts, failures }: Calls): string {
  if (failures < MIN_FAILURES || failures < attempts * 0.01) return '';
  return failures < attempts * 0.1 ? 'text-warn-text' : 'text-danger-text';
}
