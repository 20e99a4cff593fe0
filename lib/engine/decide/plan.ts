import type { Catalog } from '../catalog/catalog';
import { type ChatRequest, detectNeeds, resolveMaxTokens } from '../chat';
import { classificationFromCaller } from '../classify/caller-category';
import type { Classify } from '../classify/classify';
import { weightedTurns } from '../classify/conversation';
import { RouterError } from '../errors';
import type { Deadlines } from '../execute/deadlines';
import { estimateInputTokens } from '../money/tokens';
import type { Policy } from '../policy/policy';
import { estimateDifficulty } from '../quality/difficulty';
import type { Category, Classification, Decision, Model } from '../types';
import { decide } from './decide';
import type { DecideContext } from './decide-input';
import { lanesWanted, withLanes } from './lanes';
import { resolveModel, resolvePolicy, resolveTarget, type Target } from './target';

/** What a caller can set for the router in addition to the request itself. */
export interface RouteOptions {
  maxCostNanoUsd?: number;
  category?: Category;
  /** Model ids to limit the candidates to, tried in this order unless a policy is named. */
  models?: string[];
  providers?: { only?: string[]; ignore?: string[]; order?: string[] };
  policy?: string;
  /** Lets a pinned model fall back to others. */
  fallback?: boolean;
  /** Keeps a conversation on its model. */
  session?: string;
  /** Deadlines for this request. */
  deadlines?: Partial<Deadlines>;
  /** Calls a second model when the first one is slow to start; both are paid for. */
  hedge?: boolean;
  /** Calls this many models at once, 2 to 5; the first to start answers. All are paid for. */
  parallel?: number;
  /** Waits for all models called at once (3 unless `parallel` is set) and returns the answer that most agree on. */
  consensus?: boolean;
  /** Calls the next model when one refuses to answer. */
  fallbackOnRefusal?: boolean;
}

export interface PlanInput extends DecideContext {
  request: ChatRequest;
  options: RouteOptions;
  catalog: Catalog;
  /** Ids of the providers that can be called. */
  providers: ReadonlySet<string>;
  classify: Classify;
  policies?: Policy[] | undefined;
  defaultPolicy?: string | undefined;
}

/** Classifies a request and ranks the models for it. Calls no model. Throws `RouterError` when none is left. */
export function plan(input: PlanInput): Decision {
  const { request, options, catalog, providers } = input;
  const named = resolveTarget(request.model, input);
  const policy = options.policy ? resolvePolicy(options.policy, input.policies) : named.policy;
  const wanted = lanesWanted(options);
  const listed = listedIn(input, named, wanted !== null);
  const listedInOrder = !namesPolicy(request.model, options) || named.mode === 'pinned';
  const decision = decide({
    classification: resolveClassification(input),
    difficulty: estimateDifficulty(weightedTurns(request.messages)[0]?.text ?? ''),
    models: catalog.available(providers, input.now),
    mode: listed && named.mode === 'auto' ? 'listed' : named.mode,
    ...(named.mode === 'pinned' && { pinned: named.model }),
    ...(listed && { listed, listedInOrder }),
    policy,
    needs: detectNeeds(request),
    inputTokens: estimateInputTokens(request),
    maxTokens: resolveMaxTokens(request),
    choices: request.n ?? 1,
    maxCostNanoUsd: options.maxCostNanoUsd ?? null,
    providers: {
      only: options.providers?.only ?? [],
      ignore: options.providers?.ignore ?? [],
      order: options.providers?.order ?? [],
    },
    ...pickDecideContext(input),
    // Parallel requests use the models as ranked: exploring among them would teach nothing more.
    ...(wanted !== null && { draw: undefined }),
  });
  if (wanted === null) return decision;
  const ceilings = [options.maxCostNanoUsd, policy.maxCostNanoUsd].filter((ceiling) => ceiling != null);
  return withLanes(decision, {
    wanted,
    consensus: options.consensus ?? false,
    inOrder: Boolean(listed && listedInOrder),
    maxCostNanoUsd: ceilings.length > 0 ? Math.min(...ceilings) : null,
  });
}

function pickDecideContext({ signals, grants, spending, baseline, sticky, draw, now }: DecideContext): DecideContext {
  return { signals, grants, spending, baseline, sticky, draw, now };
}

/**
 * The models the request is limited to. A pinned model comes first, and alone unless fallback is on.
 * Throws when parallel calls are requested of a single pinned model.
 */
function listedIn(input: PlanInput, named: Target, wantsSeveral: boolean): Model[] | undefined {
  const { models, fallback } = input.options;
  if (named.mode === 'pinned' && !fallback && !wantsSeveral) return [named.model];
  const listed = models?.map((id) => resolveModel(id, input, 'router.models'));
  if (named.mode === 'auto') return listed;
  if (listed) return [...new Set([named.model, ...listed])];
  if (fallback) return undefined;
  throw new RouterError(
    'invalid_request',
    `router.parallel needs more than one model, and the request names only ${named.model.id}. Use "auto", name the others in router.models, or set router.fallback.`,
    { param: 'router.parallel' },
  );
}

function resolveClassification({ request, options, classify }: PlanInput): Classification {
  if (options.category) return classificationFromCaller(options.category);
  return classify(request.messages);
}

/** A list of models is tried in its order, unless the caller also names a policy to rank them by. */
function namesPolicy(model: string, options: RouteOptions): boolean {
  return options.policy !== undefined || model !== 'auto';
}
