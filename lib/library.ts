import { Breaker, type BreakerOptions, Catalog, type LocalStore, memoryStore, Router } from './engine';
import type { Deadlines } from './engine/execute/deadlines';
import { nullStore } from './engine/memory-store';
import type { ModelReference, Policy } from './engine/policy/policy';
import { policyNamed } from './engine/policy/policy';
import type { RoutePart, RouteRequest, RouteResult } from './engine/router/router';
import type { RequestSource, Stats } from './engine/store';
import type { Category, Decision, Provider } from './engine/types';
import { CATEGORIES } from './engine/types';
import { readEnv } from './env';
import { fileStore } from './file-store';
import { type LanguageModelV4, routerModel } from './providers/ai-sdk/router-model';
import { discoverModels } from './providers/discovery';
import { createProvider } from './providers/providers';
import { type ConfiguredProvider, configuredProviders, type ProviderSettings, SANDBOX } from './providers/registry';
import { sandboxProvider } from './providers/sandbox/provider';
import { startSandbox } from './providers/sandbox/server';
import { UpstreamPool } from './providers/upstream-pool';

export * from './engine';
export { fileStore } from './file-store';

export interface A3MRouterOptions {
  /** Keep statistics and ratings; default true. With `memoryPath`, across restarts. */
  memory?: boolean;
  /** A file to keep them in. */
  memoryPath?: string;
  /** Ceiling of each request's expected cost, in US dollars. */
  costBudget?: number;
  /** How much each rating moves estimates: 0 never, 0.1 (the default) as docs/learning.md says, 0.2 twice as much. */
  learningRate?: number;
  /** Providers or models to try first, in this order. */
  priorityOrder?: ModelReference[];
  /** Providers or models to try first for a category. */
  categoryMap?: Partial<Record<Category, ModelReference | ModelReference[]>>;
  circuitBreaker?: Partial<BreakerOptions>;
  /** How long each step of an upstream call may take, in ms; a request's own `deadlines` come first. */
  deadlines?: Partial<Deadlines>;
  /** Ids to use of those configured in the environment, or settings by id. Default: all that have a key. */
  providers?: string[] | Record<string, ProviderSettings>;
  /** `cheapest`, `balanced` or `best`. */
  policy?: string;
  source?: RequestSource;
}

/** What a caller of the article's `route` may say about a prompt beside it. */
export interface PromptContext {
  /** A category, or a word for one such as `coding`. */
  type?: string;
  /** `python` says code; `de` or `german` says that the prompt is not English. */
  language?: string;
}

export interface A3MRequest extends RouteRequest {
  context?: PromptContext;
}

/** A promise of an iterable that can also be iterated at once. */
export type RouteStream = Promise<AsyncIterable<RoutePart>> & AsyncIterable<RoutePart>;

export interface A3MRouter {
  route(request: A3MRequest & { stream: true }): RouteStream;
  route(request: A3MRequest & { stream?: false }): Promise<RouteResult>;
  /** Who would answer and why, calling nobody. */
  decide(request: A3MRequest): Promise<Decision>;
  /** `up`, `down` or -1 to 1; null takes it back. False when the request is not known. */
  feedback(requestId: string, rating: 'up' | 'down' | number | null): Promise<boolean>;
  getStats(): Stats;
  /** The router as a model of the Vercel AI SDK, for `streamText` and its kin. Default: `auto`. */
  model(name?: string): LanguageModelV4;
  /** Closes connections and the sandbox. */
  close(): Promise<void>;
}

/**
 * A router in plain Node: no database, no server. Takes its providers from the environment (`OPENAI_API_KEY` …) and
 * answers from the built-in sandbox while none is configured.
 *
 * @example
 * const router = createA3MRouter({ costBudget: 0.05 });
 * const { output, model, cost } = await router.route({ prompt: 'Write a haiku about debugging' });
 */
export function createA3MRouter(options: A3MRouterOptions = {}): A3MRouter {
  const store = storeFor(options);
  const pool = new UpstreamPool();
  let opened: Promise<Opened> | undefined;
  const open = () => {
    opened ??= openRouter(options, store, pool);
    return opened;
  };
  const stream = (request: A3MRequest): RouteStream => {
    const iterate = async function* () {
      const { router } = await open();
      yield* router.stream(withContext(request));
    };
    return Object.assign(Promise.resolve(iterate()), { [Symbol.asyncIterator]: iterate });
  };
  const whole = async (request: A3MRequest) => (await open()).router.route(withContext(request));
  return {
    route: ((request: A3MRequest & { stream?: boolean }) =>
      request.stream ? stream(request) : whole(request)) as A3MRouter['route'],
    decide: async (request) => (await open()).router.decide(withContext(request)),
    feedback: async (requestId, rating) => (await open()).router.feedback(requestId, rating),
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

interface Opened {
  router: Router;
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
  const router = new Router({
    catalog: new Catalog().with(discovered.flat()),
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
  return { router, close: async () => sandbox?.close() };
}

function configuredFrom(wanted: A3MRouterOptions['providers']): ConfiguredProvider[] {
  if (wanted && !Array.isArray(wanted)) return configuredProviders(wanted);
  const all = configuredProviders(readEnv().providers);
  return wanted ? all.filter(({ definition }) => wanted.includes(definition.id)) : all;
}

const OWN_POLICY = 'own';

/** The named policy with the caller's own orders on top. */
function policyFrom({ policy = 'balanced', priorityOrder, categoryMap }: A3MRouterOptions): Policy {
  const base = policyNamed(policy) ?? policyNamed('balanced');
  return {
    ...(base as Policy),
    name: OWN_POLICY,
    ...(priorityOrder && { priorityOrder }),
    ...(categoryMap && { categoryMap }),
  };
}

const CATEGORY_WORDS: [RegExp, Category][] = [
  [/^(code|coding|programming|debug)/i, 'code'],
  [/^(math|logic|analy|reason)/i, 'reasoning'],
  [/^(creativ|story|poem|writing)/i, 'creative'],
  [/^(summar|condens)/i, 'summarization'],
  [/^(translat|language|multiling)/i, 'multilingual'],
  [/^(fact|chat|simple|quick)/i, 'simple'],
];
const PROGRAMMING_LANGUAGES =
  /^(python|javascript|typescript|java|go|rust|c|c\+\+|c#|ruby|php|swift|kotlin|sql|bash)$/i;

function withContext({ context, ...request }: A3MRequest): RouteRequest {
  const category = request.category ?? categoryFrom(context ?? {});
  return { ...request, ...(category && { category }) };
}

function categoryFrom({ type, language }: PromptContext): Category | undefined {
  const named =
    CATEGORIES.find((category) => category === type) ?? CATEGORY_WORDS.find(([words]) => type && words.test(type))?.[1];
  if (named || !language) return named;
  if (PROGRAMMING_LANGUAGES.test(language)) return 'code';
  return /^en(g|-|$)/i.test(language) ? undefined : 'multilingual';
}
