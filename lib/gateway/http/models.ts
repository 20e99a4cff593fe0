import { grantsFor } from '../../caller';
import { isRetired } from '../../engine/catalog/catalog';
import type { JsonObject } from '../../engine/chat';
import { resolveModel } from '../../engine/decide/target';
import { priceFor } from '../../engine/money/cost';
import { policyNames, refersTo, WORKSPACE_POLICY } from '../../engine/policy/policy';
import type { Breaker } from '../../engine/resilience/breaker';
import type { Model } from '../../engine/types';
import type { Runtime } from '../../runtime/runtime';
import { authenticate } from './authenticate';
import { type GatewayRequest, type GatewayResponse, json } from './http';

/** The data behind the list of models. */
type ModelsContext = Pick<Runtime, 'breaker' | 'catalog' | 'keys' | 'knowledge' | 'providers'>;

const FIRST_RELEASE = Date.parse('2026-11-22T00:00:00Z') / 1000;

/** `GET /v1/models`: the values that a caller may use as `model`. */
export async function listModels(runtime: ModelsContext, http: GatewayRequest): Promise<GatewayResponse> {
  const caller = await authenticate(runtime, http.headers.authorization);
  const grants = grantsFor(caller);
  const models = runtime.catalog
    .available(new Set(runtime.providers.keys()), Date.now())
    .filter((model) => grants.length === 0 || grants.some((reference) => refersTo(reference, model)));
  return json(200, {
    object: 'list',
    data: [...autoModels(runtime), ...models.map((model) => toApiModel(model, runtime.breaker))],
  });
}

/** `GET /v1/models/{id}`. A retired id responds with 404 and names its replacement. */
export async function getModel(runtime: ModelsContext, http: GatewayRequest, id: string): Promise<GatewayResponse> {
  await authenticate(runtime, http.headers.authorization);
  const auto = autoModels(runtime).find((model) => model.id === id);
  if (auto) return json(200, auto);
  const { catalog, providers, breaker } = runtime;
  const model = resolveModel(id, { catalog, providers: new Set(providers.keys()), now: Date.now() });
  return json(200, toApiModel(model, breaker));
}

function autoModels({ knowledge }: Pick<Runtime, 'knowledge'>): JsonObject[] {
  const named = policyNames(knowledge.policies).filter((name) => name !== WORKSPACE_POLICY);
  const names = ['auto', ...named.map((name) => `auto:${name}`)];
  return names.map((id) => ({ id, object: 'model', created: FIRST_RELEASE, owned_by: 'a3m-router' }));
}

function toApiModel(model: Model, breaker: Breaker): JsonObject {
  const state = breaker.stateOf(model);
  const price = priceFor(model, Date.now(), 0);
  return {
    id: model.id,
    object: 'model',
    created: FIRST_RELEASE,
    owned_by: model.provider,
    context_window: model.contextWindow,
    max_output_tokens: model.maxOutputTokens,
    abilities: model.abilities,
    usd_per_million: price && {
      input: price.rates.input,
      cached_input: price.rates.cachedInput ?? null,
      output: price.rates.output,
    },
    state: state.state,
    broken_until: 'until' in state ? new Date(state.until).toISOString() : null,
    ...(model.retired &&
      !isRetired(model, Date.now()) && { retires_on: model.retired.on, replacement: model.retired.replacement }),
  };
}
