import { z } from 'zod';
import {
  CATEGORY_NAMES,
  type CategoryName,
  categoryFrom,
  isKnownLanguage,
  type PromptContext,
  toCategory,
} from './category-names';
import type { Catalog } from './engine/catalog/catalog';
import { RouterError } from './engine/errors';
import { DEFAULT_DEADLINES, type Deadlines } from './engine/execute/deadlines';
import { type ModelReference, type Policy, policyNames } from './engine/policy/policy';
import type { BreakerOptions } from './engine/resilience/breaker';
import type { RouteRequest } from './engine/router/router';
import type { RequestSource } from './engine/store';
import { PROVIDERS, type ProviderSettings, SANDBOX } from './providers/registry';
import { findProblem, oneOf, strictObject, suggestion, unknownName } from './strict-schema';

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
  /** Providers or models to try first for a category, by its name or an alias of it. */
  categoryMap?: Partial<Record<CategoryName, ModelReference | ModelReference[]>>;
  circuitBreaker?: Partial<BreakerOptions>;
  /** How long each step of an upstream call may take, in ms; a request's own `deadlines` come first. */
  deadlines?: Partial<Deadlines>;
  /** Ids to use of those configured in the environment, or settings by id. Default: all that have a key. */
  providers?: string[] | Record<string, ProviderSettings>;
  /** `cheapest`, `balanced` or `best`. */
  policy?: string;
  source?: RequestSource;
}

/** A prompt or a conversation to answer, with what the caller knows about it. */
export interface A3MRequest extends Omit<RouteRequest, 'category'> {
  /** A category or an alias of one: the classifier is skipped. */
  category?: CategoryName;
  context?: PromptContext;
}

/** Throws `RouterError` for an option, a name or a type that the library does not know. */
export function checkOptions(options: A3MRouterOptions): void {
  check(optionsSchema(options), options);
  const { categoryMap } = options;
  if (categoryMap) toCategoryMap(categoryMap);
}

/** Throws `RouterError` for an option of a request that the library does not know. `catalog` has the models there are. */
export function checkRequest(request: A3MRequest & { stream?: boolean }, catalog: Catalog): void {
  check(requestSchema, request);
  const { policy, model, models = [], providers } = request;
  if (policy !== undefined) checkPolicy(policy, 'policy');
  if (model !== undefined) checkTarget(model, catalog);
  for (const id of models) checkModel(id, 'models', catalog);
  for (const reference of providers?.order ?? []) checkReference(reference, 'providers.order', catalog);
}

/** A request in the engine's terms. */
export function toRouteRequest({ context, category, ...request }: A3MRequest): RouteRequest {
  const named = category === undefined ? categoryFrom(context ?? {}) : toCategory(category);
  return { ...request, ...(named && { category: named }) };
}

/** A category map in the engine's terms. Throws `RouterError` when two names stand for one category. */
export function toCategoryMap(map: NonNullable<A3MRouterOptions['categoryMap']>): NonNullable<Policy['categoryMap']> {
  const names = new Map<string, string>();
  const entries = Object.entries(map).map(([name, references]) => {
    const category = toCategory(name) as string;
    const earlier = names.get(category);
    if (earlier !== undefined)
      throw invalid(`categoryMap names one category twice: "${earlier}" and "${name}" are the same.`, 'categoryMap');
    names.set(category, name);
    return [category, references] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * Throws `RouterError` for an entry of `priorityOrder` or `categoryMap` that is neither a provider nor a model of the
 * catalogue.
 */
export function checkReferences({ priorityOrder = [], categoryMap = {} }: A3MRouterOptions, catalog: Catalog): void {
  const entries = [
    ...priorityOrder.map((reference) => ({ reference, param: 'priorityOrder' })),
    ...Object.entries(categoryMap).flatMap(([name, references]) =>
      [references ?? []].flat().map((reference) => ({ reference, param: `categoryMap.${name}` })),
    ),
  ];
  for (const { reference, param } of entries) checkReference(reference, param, catalog);
}

function checkReference(reference: string, param: string, catalog: Catalog): void {
  if (isKnownReference(reference, catalog)) return;
  const names = [...PROVIDER_IDS, ...modelNames(catalog)];
  const list = `a provider (${PROVIDER_IDS.join(', ')}) or a model (${LIST_MODELS})`;
  throw invalid(unknownName(`provider or model in ${param}:`, reference, names, list), param);
}

const LIST_MODELS = '"npx a3m-router models --all" lists them';
const PROVIDER_IDS = [...PROVIDERS.map(({ id }) => id), SANDBOX];
const LOCAL_IDS = PROVIDERS.filter(({ isLocal }) => isLocal).map(({ id }) => id);
const SOURCES = ['api', 'playground', 'compare', 'cli'] as const satisfies RequestSource[];

/** Whether an amount is finite is checked where it is used, with the other ceilings of the request. */
const dollars = z.custom<number>((value) => typeof value === 'number' && !(value < 0), {
  error: ({ path = [] }) => `${path.join('.')} must be an amount in US dollars, 0 or more.`,
});
const milliseconds = z.number().min(0);
const references = z.array(z.string());
const oneOrMoreReferences = z.preprocess(
  (value) => (value === undefined ? undefined : [value].flat()),
  references.optional(),
);
const providerIds = z.array(oneOf('provider', PROVIDER_IDS));
const providerSettings = strictObject('setting of a provider', {
  apiKey: z.string().optional(),
  baseUrl: z.string().optional(),
});
const providerMap = strictObject(
  'provider',
  buildShape(
    PROVIDERS.map(({ id }) => id),
    providerSettings.optional(),
  ),
);
const deadlines = strictObject('deadline', buildShape(Object.keys(DEFAULT_DEADLINES), milliseconds.optional()));
const circuitBreaker = strictObject('option of circuitBreaker', {
  failureThreshold: z.int().min(1).optional(),
  resetTimeout: milliseconds.optional(),
  halfOpenRequests: z.int().min(1).optional(),
} satisfies Record<keyof BreakerOptions, z.ZodType>);

function optionsSchema({ providers }: A3MRouterOptions) {
  return strictObject('option', {
    memory: z.boolean().optional(),
    memoryPath: z.string().min(1).optional(),
    costBudget: dollars.optional(),
    learningRate: z.number().min(0).optional(),
    priorityOrder: references.optional(),
    categoryMap: strictObject('category', buildShape(CATEGORY_NAMES, oneOrMoreReferences)).optional(),
    circuitBreaker: circuitBreaker.optional(),
    deadlines: deadlines.optional(),
    providers: (Array.isArray(providers) ? providerIds : providerMap).optional(),
    policy: oneOf('policy', policyNames()).optional(),
    source: oneOf('source', SOURCES).optional(),
  } satisfies Record<keyof A3MRouterOptions, z.ZodType>);
}

const context = strictObject('key of context', {
  type: z
    .string()
    .refine((name) => toCategory(name) !== undefined, {
      error: ({ input }) => unknownName('context.type', String(input), CATEGORY_NAMES),
    })
    .optional(),
  language: z
    .string()
    .refine(isKnownLanguage, {
      error: ({ input }) =>
        `Unknown context.language "${input}". Allowed: a programming language such as "python", or a language by its tag ("de", "pt-BR") or English name ("German").`,
    })
    .optional(),
});

const signal = z.custom<AbortSignal>((value) => typeof (value as AbortSignal | null)?.aborted === 'boolean', {
  error: 'signal must be an AbortSignal.',
});

const requestSchema = strictObject('option of a request', {
  prompt: z.string().optional(),
  messages: z.array(z.looseObject({ role: z.string() })).optional(),
  model: z.string().optional(),
  models: z.array(z.string()).optional(),
  policy: z.string().optional(),
  category: oneOf('category', CATEGORY_NAMES).optional(),
  context: context.optional(),
  providers: strictObject('key of providers', {
    only: providerIds.optional(),
    ignore: providerIds.optional(),
    order: references.optional(),
  }).optional(),
  session: z.string().optional(),
  stream: z.boolean().optional(),
  parallel: z.number().optional(),
  consensus: z.boolean().optional(),
  fallback: z.boolean().optional(),
  fallbackOnRefusal: z.boolean().optional(),
  hedge: z.boolean().optional(),
  maxCost: dollars.optional(),
  maxCostNanoUsd: dollars.optional(),
  deadlines: deadlines.optional(),
  signal: signal.optional(),
  request: z.looseObject({}).optional(),
} satisfies Record<keyof A3MRequest | 'stream', z.ZodType>);

function buildShape<T extends z.ZodType>(names: readonly string[], schema: T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, schema]));
}

function check(schema: z.ZodType, value: unknown): void {
  const problem = findProblem(schema, value);
  if (problem) throw invalid(problem.message, problem.param);
}

function checkTarget(model: string, catalog: Catalog): void {
  if (model === 'auto' || policyNames().includes(model)) return;
  if (model.startsWith('auto:')) checkPolicy(model.slice('auto:'.length), 'model');
  else checkModel(model, 'model', catalog);
}

function checkPolicy(name: string, param: string): void {
  if (!policyNames().includes(name))
    throw new RouterError('policy_not_found', unknownName('policy', name, policyNames()), { param });
}

function checkModel(reference: string, param: string, catalog: Catalog): void {
  if (isKnownModel(reference, catalog)) return;
  const near = suggestion(reference, modelNames(catalog));
  throw new RouterError('model_not_found', `There is no model "${reference}".${near} ${LIST_MODELS}.`, { param });
}

function isKnownReference(reference: string, catalog: Catalog): boolean {
  const isLocalModel = LOCAL_IDS.some((id) => reference.startsWith(`${id}/`));
  return isLocalModel || PROVIDER_IDS.includes(reference) || isKnownModel(reference, catalog);
}

function isKnownModel(reference: string, catalog: Catalog): boolean {
  return catalog.get(reference) !== undefined || catalog.named(reference).length > 0;
}

function modelNames(catalog: Catalog): string[] {
  return catalog.all().flatMap(({ id, name }) => [id, name]);
}

function invalid(message: string, param: string): RouterError {
  return new RouterError('invalid_request', message, { param });
}
