import type { SpendingRule } from './budget';
import type { Catalog } from './catalog/catalog';
import { type ChatRequest, needsOf } from './chat';
import type { Classify } from './classify/classify';
import { weighedTurns } from './classify/conversation';
import { namedByCaller } from './classify/named-by-caller';
import type { Deadlines } from './deadlines';
import { type DecideInput, decide, type Signals } from './decide';
import type { Policy } from './policy/policy';
import { difficultyOf } from './quality/difficulty';
import { resolveModel, resolvePolicy, resolveTarget } from './target';
import { estimateInputTokens } from './tokens';
import type { Category, Classification, Decision } from './types';

/** What a caller may ask of the router beside the request itself. */
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
  /** Deadlines of this request's own. */
  deadlines?: Partial<Deadlines>;
  /** Asks a second model when the first one is late to speak; both are paid for. */
  hedge?: boolean;
  /** Asks the next model when one refuses to answer. */
  fallbackOnRefusal?: boolean;
}

export interface PlanInput {
  request: ChatRequest;
  options: RouteOptions;
  catalog: Catalog;
  /** Ids of the providers that can be called. */
  providers: ReadonlySet<string>;
  classify: Classify;
  signals: Signals;
  /** Providers or models that the key is limited to; empty or absent: all. */
  grants?: string[];
  /** The strictest step that a budget of the caller has reached. */
  spending?: SpendingRule | null;
  /** Id of the model that savings are counted against; absent or null: the strongest candidate. */
  baseline?: string | null;
  /** Id of the model that this conversation has been on. */
  sticky?: string;
  /** A number drawn from [0, 1) for exploration; without it nothing explores. */
  draw?: number;
  policies?: Policy[];
  defaultPolicy?: string;
  /** Epoch ms. */
  now: number;
}

/** Classifies a request and decides who shall answer it. Calls nobody. Throws `RouterError` when nobody can. */
export function plan(input: PlanInput): Decision {
  const { request, options, catalog, providers } = input;
  const named = resolveTarget(request.model, input);
  const policy = options.policy ? resolvePolicy(options.policy, input.policies) : named.policy;
  const listed =
    named.mode === 'auto' ? options.models?.map((id) => resolveModel(id, input, 'router.models')) : undefined;
  return decide({
    classification: classificationOf(input),
    difficulty: difficultyOf(weighedTurns(request.messages)[0]?.text ?? ''),
    models: catalog.available(providers, input.now),
    mode: listed ? 'listed' : named.mode,
    ...(named.mode === 'pinned' && { pinned: named.model }),
    fallback: options.fallback ?? false,
    ...(listed && { listed, listedInOrder: !namesPolicy(request.model, options) }),
    policy,
    needs: needsOf(request),
    inputTokens: estimateInputTokens(request),
    maxTokens: request.max_completion_tokens ?? request.max_tokens ?? null,
    maxCostNanoUsd: options.maxCostNanoUsd ?? null,
    providers: {
      only: options.providers?.only ?? [],
      ignore: options.providers?.ignore ?? [],
      order: options.providers?.order ?? [],
    },
    ...(input.grants && { grants: input.grants }),
    spending: input.spending ?? null,
    baseline: input.baseline ?? null,
    ...(input.sticky !== undefined && { sticky: input.sticky }),
    ...(input.draw !== undefined && { draw: input.draw }),
    signals: input.signals,
    now: input.now,
  } satisfies DecideInput);
}

function classificationOf({ request, options, classify }: PlanInput): Classification {
  if (options.category) return namedByCaller(options.category);
  return classify(request.messages);
}

/** A list of models is an order of its own, unless the caller also named a policy to rank them by. */
function namesPolicy(model: string, options: RouteOptions): boolean {
  return options.policy !== undefined || model !== 'auto';
}
