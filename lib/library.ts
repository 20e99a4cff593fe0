import { Breaker, Catalog, type LocalStore, memoryStore, Router, RouterError } from './engine';
import { nullStore } from './engine/memory-store';
import { type Policy, policyNamed } from './engine/policy/policy';
import type { RoutePart, RouteRequest, RouteResult } from './engine/router/router';
import type { Stats } from './engine/store';
import type { Decision, Provider } from './engine/types';
import { readEnv } from './env';
import { fileStore } from './file-store';
import {
  type A3MRequest,
  type A3MRouterOptions,
  checkOptions,
  checkReferences,
  checkRequest,
  toCategoryMap,
  toRouteRequest,
} from './library-options';
import { type LanguageModelV4, routerModel } from './providers/ai-sdk/router-model';
import { discoverModels } from './providers/discovery';
import { createProvider } from './providers/providers';
import { type ConfiguredProvider, configuredProviders, SANDBOX } from './providers/registry';
import { sandboxProvider } from './providers/sandbox/provider';
import { startSandbox } from './providers/sandbox/server';
import { UpstreamPool } from './providers/upstream-pool';

export { CATEGORY_ALIASES, type CategoryAlias, type CategoryName, type PromptContext } from './category-names';
export * from './engine';
export { fileStore } from './file-store';
export type { A3MRequest, A3MRouterOptions } from './library-options';
export type { LanguageModelV4 } from './providers/ai-sdk/router-model';
export type { ProviderSettings } from './providers/registry';

/** A promise of an iterable that can also be iterated at once. */
export type RouteStream = Promise<AsyncIterable<RoutePart>> & AsyncIterable<RoutePart>;

export interface A3MRouter {
  route(request: A3MRequest & { stream: true }): RouteStream;
  route(request: A3MRequest & { stream?: false }): Promise<RouteResult>;
  /** Which model would answer, and why; calls no model. */
  decide(request: A3MRequest): Promise<Decision>;
  /** `up`, `down` or -1 to 1; null takes it back. False when the request is not known. */
  feedback(requestId: string, rating: 'up' | 'down' | number | null): Promise<boolean>;
  getStats(): Stats;
  /** The router as a model of the Vercel AI SDK, for `streamText`, `generateText` and the like. Default: `auto`. */
  model(name?: string): LanguageModelV4;
  /** Closes connections and the sandbox. */
  close(): Promise<void>;
}

/**
 * A router in plain Node: no database, no server. Takes its providers from the environment (`OPENAI_API_KEY` …) and
 * answers from the built-in sandbox while none is configured. Throws `RouterError` for an option that it does not know.
 *
 * @example
 * const router = createA3MRouter({ costBudget: 0.05 });
 * const { output, model, cost } = await router.route({ prompt: 'Write a haiku about debugging' });
 */
export function createA3MRouter(options: A3MRouterOptions = {}): A3MRouter {
  checkOptions(options);
  checkReferencesEarly(options);
  const store = storeFor(options);
  const pool = new UpstreamPool();
  let opened: Promise<Opened> | undefined;
  const open = () => {
    opened ??= openRouter(options, store, pool);
    return opened;
  };
  const stream = (request: A3MRequest): RouteStream => {
    const iterate = async function* () {
      const { router, catalog } = await open();
      yield* router.stream(toEngine(request, catalog));
    };
    return Object.assign(Promise.resolve(iterate()), { [Symbol.asyncIterator]: iterate });
  };
  const whole = async (request: A3MRequest) => {
    const { router, catalog } = await open();
    return router.route(toEngine(request, catalog));
  };
  return {
    route: ((request: A3MRequest & { stream?: boolean }) =>
      request.stream ? stream(request) : whole(request)) as A3MRouter['route'],
    decide: async (request) => {
      const { router, catalog } = await open();
      return router.decide(toEngine(request, catalog));
    },
    feedback: async (requestId, rating) => {
      checkRating(rating);
      return (await open()).router.feedback(requestId, rating);
    },
    getStats: () => store.stats(),
    model: (name = 'auto') =>
      routerModel(async function* (request, streamed) {
        yield* (await open()).router.events(request, streamed);
      }, name),
    close: async () => {
      if (opened) await (await opened).close();
      await pool.destroy();
    },
  };
}

function storeFor({ memory = true, memoryPath }: A3MRouterOptions): LocalStore {
  if (!memory) return nullStore();
  return memoryPath ? fileStore(memoryPath) : memoryStore();
}

/** A request in the engine's terms. Throws `RouterError` for an option that the library does not know. */
function toEngine(request: A3MRequest & { stream?: boolean }, catalog: Catalog): RouteRequest {
  checkRequest(request, catalog);
  const { stream: _, ...rest } = request;
  return toRouteRequest(rest);
}

function checkRating(rating: unknown): void {
  const isRating = rating === null || rating === 'up' || rating === 'down';
  if (isRating || (typeof rating === 'number' && Math.abs(rating) <= 1)) return;
  throw new RouterError('invalid_request', `Unknown rating "${rating}". Allowed: "up", "down", -1 to 1, null.`, {
    param: 'rating',
  });
}

interface Opened {
  router: Router;
  /** The shipped models and those of local servers. */
  catalog: Catalog;
  close(): Promise<void>;
}

async function openRouter(options: A3MRouterOptions, store: LocalStore, pool: UpstreamPool): Promise<Opened> {
  const configured = configuredFrom(options.providers);
  const providers = new Map<string, Provider>(configured.map((one) => [one.definition.id, createProvider(one, pool)]));
  const wantsSandbox = configured.length === 0 ? readEnv().A3M_SANDBOX !== 'off' : readEnv().A3M_SANDBOX === 'on';
  const sandbox = wantsSandbox ? await startSandbox() : null;
  if (sandbox) providers.set(SANDBOX, sandboxProvider(sandbox, pool));
  const local = configured.filter(({ definition }) => definition.isLocal);
  const discovered = await Promise.all(local.map((one) => discoverModels(one, pool)));
  const catalog = new Catalog().with(discovered.flat());
  // A local server that does not answer now may know the name later.
  if (discovered.every((models) => models.length > 0)) checkReferences(options, catalog);
  const router = new Router({
    catalog,
    providers,
    store,
    breaker: new Breaker(options.circuitBreaker),
    policies: [policyFrom(options)],
    defaultPolicy: OWN_POLICY,
    ...(options.deadlines && { deadlines: { all: options.deadlines } }),
    ...(options.costBudget !== undefined && { costBudget: options.costBudget }),
    ...(options.learningRate !== undefined && { learningRate: options.learningRate }),
    ...(options.source && { source: options.source }),
  });
  return { router, catalog, close: async () => sandbox?.close() };
}

/** Refuses a misspelt reference at once, unless a local server may have a model of that name. */
function checkReferencesEarly(options: A3MRouterOptions): void {
  try {
    checkReferences(options, new Catalog());
  } catch (error) {
    if (!configuredFrom(options.providers).some(({ definition }) => definition.isLocal)) throw error;
  }
}

function configuredFrom(wanted: A3MRouterOptions['providers']): ConfiguredProvider[] {
  if (wanted && !Array.isArray(wanted)) return configuredProviders(wanted);
  const all = configuredProviders(readEnv().providers);
  return wanted ? all.filter(({ definition }) => wanted.includes(definition.id)) : all;
}

const OWN_POLICY = 'own';

/** The named policy with the caller's orders on top. */
function policyFrom({ policy = 'balanced', priorityOrder, categoryMap }: A3MRouterOptions): Policy {
  return {
    ...(policyNamed(policy) as Policy),
    name: OWN_POLICY,
    ...(priorityOrder && { priorityOrder }),
    ...(categoryMap && { categoryMap: toCategoryMap(categoryMap) }),
  };
}
