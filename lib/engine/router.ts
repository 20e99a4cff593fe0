import type { Catalog } from './catalog/catalog';
import { type ChatMessage, type ChatRequest, firstTextOf } from './chat';
import { type Classify, classifyPrompt } from './classify/classify';
import { OUTCOMES_BEFORE_EXPLORING } from './decide/explore';
import { plan, type RouteOptions } from './decide/plan';
import { RecentSignals } from './decide/recent-signals';
import { Sessions, sessionTarget } from './decide/sessions';
import { RouterError } from './errors';
import { AnswerCollector } from './execute/answer';
import { type DeadlineSettings, deadlinesOf } from './execute/deadlines';
import { toTheEnd } from './execute/drain';
import { type ExecuteInput, execute } from './execute/execute';
import { type Failure, UpstreamError } from './execute/failure';
import { newId } from './id';
import { LOCAL_SCOPE, LocalMemory } from './memory/local-memory';
import type { LocalStore } from './memory-store';
import { totalInputTokens } from './money/cost';
import type { Policy } from './policy/policy';
import type { Breaker } from './resilience/breaker';
import { RetryBudget } from './resilience/retry-budget';
import type { RequestSource, Stats } from './store';
import type { Category, Consensus, ConsensusAnswer, Decision, Model, Outcome, Provider, RouteEvent } from './types';

export interface RouterInput {
  catalog: Catalog;
  providers: ReadonlyMap<string, Provider>;
  store: LocalStore;
  breaker: Breaker;
  deadlines?: DeadlineSettings;
  classify?: Classify;
  policies?: Policy[];
  defaultPolicy?: string;
  source?: RequestSource;
  /** Ceiling of every request's expected cost, in US dollars. */
  costBudget?: number;
  /** How much each rating moves estimates: 0 never, 0.1 as documented, 0.2 twice as much. */
  learningRate?: number;
  /** Chance, from [0, 1), for exploration. */
  random?: () => number;
}

/** A prompt or a conversation to answer. */
export interface RouteRequest extends RouteOptions {
  prompt?: string;
  messages?: ChatMessage[];
  /** `auto`, `auto:POLICY`, or `provider/model`. */
  model?: string;
  /** Ceiling of this request's expected cost, in US dollars. */
  maxCost?: number;
  signal?: AbortSignal;
  /** Anything else of OpenAI's request, such as `temperature` or `tools`. */
  request?: Partial<ChatRequest>;
}

/** What a routed request comes to. */
export interface RouteResult {
  output: string;
  provider: string;
  model: string;
  category: Category;
  tokens: { input: number; output: number; total: number };
  /** US dollars; null when the model has no known price. */
  cost: number | null;
  /** Milliseconds from start to end. */
  latency: number;
  /** How many upstream calls it took. */
  attempts: number;
  decision: Decision;
  requestId: string;
  /** What several said and how many of them agree; present with `consensus: true`. */
  consensus?: RouteConsensus;
}

/** A consensus with its money in US dollars. */
export type RouteConsensus = Omit<Consensus, 'answers'> & {
  answers: (Omit<ConsensusAnswer, 'number' | 'costNanoUsd' | 'ttftMs' | 'totalMs'> & {
    /** US dollars; null when the model has no known price. */
    cost: number | null;
    /** Milliseconds from start to end. */
    latency: number;
  })[];
};

/** A piece of a streamed answer; the last one carries the facts. */
export type RoutePart = { text: string } & Partial<RouteResult>;

/** One thing that happens to a request, with the request's id and the decision about it. */
export interface RoutedEvent {
  event: RouteEvent;
  requestId: string;
  decision: Decision;
}

/** The engine put together: decides, calls, records. Knows nothing of environment, network or files. */
export class Router {
  private readonly input: RouterInput;
  private readonly signals: RecentSignals;
  private readonly retryBudget = new RetryBudget();
  private readonly sessions = new Sessions();
  private readonly memory: LocalMemory;

  constructor(input: RouterInput) {
    this.input = input;
    this.signals = new RecentSignals(input.breaker);
    this.memory = new LocalMemory(input.store, input.catalog, input.learningRate);
  }

  /** Says who would answer and why, calling nobody. Throws `RouterError` when nobody can. */
  decide(route: RouteRequest): Decision {
    return this.planFor(toChatRequest(route, false), route);
  }

  /** Answers in one piece. Throws `RouterError` or `UpstreamError`. */
  async route(route: RouteRequest): Promise<RouteResult> {
    const collector = new AnswerCollector();
    let output = '';
    for await (const { event, requestId, decision } of this.events(route, false)) {
      if (event.type === 'chunk') collector.add(event.chunk);
      if (event.type === 'answer') output = event.answer.choices[0]?.message.content ?? '';
      if (event.type === 'end') return resultOf(event.outcome, output || collector.text(), decision, requestId);
    }
    throw new RouterError('invalid_request', 'The request ended without an outcome.');
  }

  /** Answers piece by piece. Throws like `route`, also after the first piece when the stream breaks. */
  async *stream(route: RouteRequest): AsyncGenerator<RoutePart> {
    let output = '';
    for await (const { event, requestId, decision } of this.events(route, true)) {
      const text = event.type === 'chunk' ? firstTextOf(event.chunk) : '';
      output += text;
      if (text) yield { text };
      if (event.type === 'end') yield { text: '', ...resultOf(event.outcome, output, decision, requestId) };
    }
  }

  /** Rates an answer: `up`, `down`, or -1 to 1; null takes the rating back. False when the request is not known. */
  async feedback(requestId: string, rating: 'up' | 'down' | number | null): Promise<boolean> {
    const value = rating === 'up' ? 1 : rating === 'down' ? -1 : rating;
    const isKnown = await this.input.store.rate(requestId, value);
    if (isKnown) this.memory.relearn();
    return isKnown;
  }

  getStats(): Stats {
    return this.input.store.stats();
  }

  private planFor(request: ChatRequest, route: RouteRequest): Decision {
    const { catalog, providers, classify = classifyPrompt, policies, defaultPolicy, random = Math.random } = this.input;
    const sticky = this.sessions.modelOf(LOCAL_SCOPE, route.session, sessionTarget(request.model, route.policy));
    return plan({
      request,
      options: this.optionsOf(route),
      catalog,
      providers: new Set(providers.keys()),
      classify,
      signals: this.signals.with(this.memory.memory, LOCAL_SCOPE),
      ...(sticky !== undefined && { sticky }),
      ...(this.memory.exploresFrom(OUTCOMES_BEFORE_EXPLORING) && { draw: random() }),
      ...(policies && { policies }),
      ...(defaultPolicy && { defaultPolicy }),
      now: Date.now(),
    });
  }

  private optionsOf(route: RouteRequest): RouteOptions {
    const ceilings = [
      ceilingOf('maxCost', route.maxCost, 1e9),
      ceilingOf('costBudget', this.input.costBudget, 1e9),
      ceilingOf('maxCostNanoUsd', route.maxCostNanoUsd, 1),
    ].filter((ceiling) => ceiling !== undefined);
    return { ...route, ...(ceilings.length > 0 && { maxCostNanoUsd: Math.min(...ceilings) }) };
  }

  private noteSession({ session, policy }: RouteRequest, requested: string, { status, answeredBy }: Outcome): void {
    if (session === undefined || status === 'cancelled') return;
    const target = sessionTarget(requested, policy);
    if (answeredBy && status === 'succeeded')
      this.sessions.keep(LOCAL_SCOPE, session, { model: answeredBy.model, target });
    else this.sessions.forget(LOCAL_SCOPE, session);
  }

  /** Everything that happens to a request, the last event being `end`; failures are told there, not thrown. */
  async *events(route: RouteRequest, streamed: boolean): AsyncGenerator<RoutedEvent> {
    const { store, source = 'api' } = this.input;
    const request = toChatRequest(route, streamed);
    const decision = this.planFor(request, route);
    const now = Date.now();
    const requestId = newId('req', now);
    await store.admit({
      requestId,
      source,
      conversationId: null,
      streamed,
      requestedModel: request.model,
      decision,
      prompt: null,
      now,
    });
    const abort = new AbortController();
    const signal = route.signal ? AbortSignal.any([route.signal, abort.signal]) : abort.signal;
    const take = async (event: RouteEvent) => {
      if (event.type === 'attempt-end') this.signals.record(event.attempt);
      if (event.type !== 'end') return;
      await store.settle({ requestId, outcome: event.outcome, answer: null });
      this.noteSession(route, request.model, event.outcome);
    };
    const events = execute({ ...this.how(route, decision), request, signal });
    for await (const event of toTheEnd(events, take, () => abort.abort())) yield { event, requestId, decision };
  }

  /** How a decision is carried out. */
  private how(route: RouteRequest, decision: Decision): Omit<ExecuteInput, 'request' | 'signal'> {
    const { catalog, providers, breaker, deadlines = {} } = this.input;
    return {
      decision,
      catalog,
      providers,
      breaker,
      retryBudget: this.retryBudget,
      deadlinesFor: (provider) => deadlinesOf(provider, deadlines, route.deadlines),
      fallbackOnRefusal: route.fallbackOnRefusal ?? false,
      ...(route.hedge && {
        hedgeAfterMs: (model: Model, outputTokens) => this.signals.hedgeAfterMs(model, outputTokens),
      }),
    };
  }
}

/** A ceiling in nano-dollars. Throws for what is no amount: it must not pass for "no ceiling". */
function ceilingOf(param: string, amount: number | undefined, nanoUsdPerUnit: number): number | undefined {
  if (amount === undefined) return undefined;
  if (Number.isFinite(amount)) return Math.floor(amount * nanoUsdPerUnit);
  throw new RouterError('invalid_request', `${param} must be a finite number, not ${amount}.`, { param });
}

function toChatRequest({ prompt, messages, model = 'auto', request }: RouteRequest, stream: boolean): ChatRequest {
  const conversation = messages ?? (prompt === undefined ? [] : [{ role: 'user' as const, content: prompt }]);
  if (conversation.length === 0)
    throw new RouterError('invalid_request', 'Give a prompt, or messages that are not empty.', { param: 'prompt' });
  return { ...request, model, messages: conversation, stream };
}

function resultOf(outcome: Outcome, output: string, decision: Decision, requestId: string): RouteResult {
  const { answeredBy, failure, costNanoUsd, totalMs, attempts, consensus } = outcome;
  if (failure || !answeredBy) throw new UpstreamError(failure as Failure);
  const input = totalInputTokens(answeredBy.usage);
  const generated = answeredBy.usage.outputTokens + answeredBy.usage.reasoningTokens;
  return {
    output,
    provider: answeredBy.provider,
    model: answeredBy.model,
    category: decision.category,
    tokens: { input, output: generated, total: input + generated },
    cost: toUsd(costNanoUsd),
    latency: totalMs,
    attempts: attempts.length,
    decision,
    requestId,
    ...(consensus && { consensus: { ...consensus, answers: consensus.answers.map(toRouteAnswer) } }),
  };
}

function toRouteAnswer({ number: _, costNanoUsd, ttftMs: _ttft, totalMs, ...answer }: ConsensusAnswer) {
  return { ...answer, cost: toUsd(costNanoUsd), latency: totalMs };
}

function toUsd(nanoUsd: number | null): number | null {
  return nanoUsd === null ? null : nanoUsd / 1e9;
}
