import type { BreakerState } from '@/components/models/live-states';
import type { Calls, ProviderCalls } from '@/lib/db/stats/provider-health';
import type { Model } from '@/lib/engine/types';

export interface ModelHealth extends Calls {
  /** Catalogue id. */
  id: string;
  /** The vendor's name of the model. */
  name: string;
}

export interface ProviderHealth extends Calls {
  provider: string;
  /** False for a provider with calls in the period that is no longer configured. */
  isConnected: boolean;
  models: ModelHealth[];
}

const NO_CALLS: Calls = { attempts: 0, failures: 0, timeouts: 0, ttft: null };

/**
 * All connected providers with their models in the given order, followed by providers that were called in the period
 * but are no longer connected. Models without calls have zeros.
 */
export function toProviderHealth(order: string[], models: Model[], calls: ProviderCalls[]): ProviderHealth[] {
  const disconnected = calls.map(({ provider }) => provider).filter((provider) => !order.includes(provider));
  return [...order, ...disconnected].map((provider) => {
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

/** All models of a short list; otherwise those with calls or an open breaker. */
export function modelsToShow(models: ModelHealth[], stateFor: (id: string) => BreakerState): ModelHealth[] {
  if (models.length <= FEW_MODELS) return models;
  return models.filter(({ id, attempts }) => attempts > 0 || stateFor(id).state !== 'closed');
}

/** A single failure is not highlighted. */
const MIN_FAILURES = 2;

/** Highlights failure rates from 1 % as a warning and from 10 % as critical. */
export function failureTone({ attempts, failures }: Calls): string {
  if (failures < MIN_FAILURES || failures < attempts * 0.01) return '';
  return failures < attempts * 0.1 ? 'text-warn-text' : 'text-danger-text';
}
