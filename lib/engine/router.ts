import { AnswerCollector } from './answer';
import type { Breaker } from './breaker';
import type { Catalog } from './catalog/catalog';
import type { ChatMessage, ChatRequest } from './chat';
import { type Classify, classifyPrompt } from './classify/classify';
import { totalInputTokens } from './cost';
import { RouterError } from './errors';
import { execute } from './execute';
import { type Failure, UpstreamError } from './failure';
import { newId } from './id';
import type { LocalStore } from './memory-store';
import { plan, type RouteOptions } from './plan';
import type { Policy } from './policy/policy';
import { RecentSignals } from './recent-signals';
import type { RequestSource, Stats } from './store';
import type { Category, Decision, Outcome, Provider, RouteEvent } from './types';

export interface RouterInput {
  catalog: Catalog;
  providers: ReadonlyMap<string, Provider>;
  store: LocalStore;
  breaker: Breaker;
  classify?: Classify;
  policies?: Policy[];
  defaultPolicy?: string;
  source?: RequestSource;
  /** Ceiling of every request's expected cost, in US dollars. */
  costBudget?: number;
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
}

/** A piece of a streamed answer; the last one carries the facts. */
export type RoutePart = { text: string } & Partial<RouteResult>;

/** The engine put together: decides, calls, records. Knows nothing of environment, network or files. */
export class Router {
  private readonly input: RouterInput;
  private readonly signals: RecentSignals;

  constructor(input: RouterInput) {
    this.input = input;
    this.signals = new RecentSignals(input.breaker);
  }

  /** Says who would answer and why, calling nobody. Throws `RouterError` when nobody can. */
  decide(route: RouteRequest): Decision {
    return this.planFor(toChatRequest(route, false), route);
  }

  /** Answers in one piece. Throws `RouterError` or `UpstreamError`. */
  async route(route: RouteRequest): Promise<RouteResult> {
    const collector = new AnswerCollector();
    let output = '';
    for await (const { event, requestId, decision } of this.run(route, false)) {
      if (event.type === 'chunk') collector.add(event.chunk);
      if (event.type === 'answer') output = event.answer.choices[0]?.message.content ?? '';
      if (event.type === 'end') return resultOf(event.outcome, output || collector.text(), decision, requestId);
    }
    throw new RouterError('invalid_request', 'The request ended without an outcome.');
  }

  /** Answers piece by piece. Throws like `route`, also after the first piece when the stream breaks. */
  async *stream(route: RouteRequest): AsyncGenerator<RoutePart> {
    let output = '';
    for await (const { event, requestId, decision } of this.run(route, true)) {
      const text = event.type === 'chunk' ? (event.chunk.choices[0]?.delta.content ?? '') : '';
      output += text;
      if (text) yield { text };
      if (event.type === 'end') yield { text: '', ...resultOf(event.outcome, output, decision, requestId) };
    }
  }

  /** Rates an answer: `up`, `down`, or -1 to 1; null takes the rating back. False when the request is not known. */
  feedback(requestId: string, rating: 'up' | 'down' | number | null): Promise<boolean> {
    const value = rating === 'up' ? 1 : rating === 'down' ? -1 : rating;
    return this.input.store.rate(requestId, value);
  }

  getStats(): Stats {
    return this.input.store.stats();
  }

  private planFor(request: ChatRequest, route: RouteRequest): Decision {
    const { catalog, providers, classify = classifyPrompt, policies, defaultPolicy } = this.input;
    return plan({
      request,
      options: this.optionsOf(route),
      catalog,
      providers: new Set(providers.keys()),
      classify,
      signals: this.signals,
      ...(policies && { policies }),
      ...(defaultPolicy && { defaultPolicy }),
      now: Date.now(),
    });
  }

  private optionsOf(route: RouteRequest): RouteOptions {
    const ceilings = [route.maxCost, this.input.costBudget].flatMap((usd) =>
      usd === undefined ? [] : [Math.floor(usd * 1e9)],
    );
    const maxCostNanoUsd = Math.min(...ceilings, route.maxCostNanoUsd ?? Number.POSITIVE_INFINITY);
    return { ...route, ...(Number.isFinite(maxCostNanoUsd) && { maxCostNanoUsd }) };
  }

  private async *run(
    route: RouteRequest,
    streamed: boolean,
  ): AsyncGenerator<{ event: RouteEvent; requestId: string; decision: Decision }> {
    const { store, catalog, providers, breaker, source = 'api' } = this.input;
    const request = toChatRequest(route, streamed);
    const decision = this.planFor(request, route);
    const now = Date.now();
    const requestId = newId('req', now);
    const requestedModel = request.model;
    await store.admit({
      requestId,
      source,
      conversationId: null,
      streamed,
      requestedModel,
      decision,
      prompt: null,
      now,
    });
    const signal = route.signal ?? new AbortController().signal;
    for await (const event of execute({ decision, request, catalog, providers, breaker, signal })) {
      if (event.type === 'attempt-end') this.signals.record(event.attempt);
      if (event.type === 'end') await store.settle({ requestId, outcome: event.outcome, answer: null });
      yield { event, requestId, decision };
    }
  }
}

function toChatRequest({ prompt, messages, model = 'auto', request }: RouteRequest, stream: boolean): ChatRequest {
  const conversation = messages ?? (prompt === undefined ? [] : [{ role: 'user' as const, content: prompt }]);
  if (conversation.length === 0)
    throw new RouterError('invalid_request', 'Give a prompt, or messages that are not empty.', { param: 'prompt' });
  return { ...request, model, messages: conversation, stream };
}

function resultOf(outcome: Outcome, output: string, decision: Decision, requestId: string): RouteResult {
  const { answeredBy, failure, costNanoUsd, totalMs, attempts } = outcome;
  if (failure || !answeredBy) throw new UpstreamError(failure as Failure);
  const input = totalInputTokens(answeredBy.usage);
  const generated = answeredBy.usage.outputTokens + answeredBy.usage.reasoningTokens;
  return {
    output,
    provider: answeredBy.provider,
    model: answeredBy.model,
    category: decision.category,
    tokens: { input, output: generated, total: input + generated },
    cost: costNanoUsd === null ? null : costNanoUsd / 1e9,
    latency: totalMs,
    attempts: attempts.length,
    decision,
    requestId,
  };
}
