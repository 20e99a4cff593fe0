import type { Catalog } from '../catalog/catalog';
import { type ChatMessage, type ChatRequest, firstChoiceText } from '../chat';
import { type Classify, classifyPrompt } from '../classify/classify';
import type { RouteOptions } from '../decide/plan';
import { RecentSignals } from '../decide/recent-signals';
import { Sessions } from '../decide/sessions';
import { RouterError } from '../errors';
import { AnswerCollector } from '../execute/answer';
import type { DeadlineSettings } from '../execute/deadlines';
import { type Failure, UpstreamError } from '../execute/failure';
import { newId } from '../id';
import { LOCAL_SCOPE, LocalMemory } from '../memory/local-memory';
import type { LocalStore } from '../memory-store';
import { totalInputTokens } from '../money/cost';
import type { Policy } from '../policy/policy';
import type { Breaker } from '../resilience/breaker';
import { RetryBudget } from '../resilience/retry-budget';
import type { RequestSource, Stats } from '../store';
import type { Category, Consensus, ConsensusAnswer, Decision, Outcome, Provider, RouteEvent } from '../types';
import { drawFor, type PlanRequest, planRequest } from './plan-request';
import type { RunPorts } from './ports';
import { run } from './run';

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
  /** Ceiling of each request's expected cost, in US dollars. */
  costBudget?: number;
  /** How much each rating moves estimates: 0 never, 0.1 as documented, 0.2 twice as much. */
  learningRate?: number;
  /** A number from [0, 1), for exploration. */
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

/** The answer to a request, with its facts. */
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
  /** How many upstream calls were made. */
  attempts: number;
  decision: Decision;
  requestId: string;
  /** The answers that were compared and how many of them agree; present with `consensus: true`. */
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

/** The engine assembled: plans, calls and records. It reads no environment variables and opens no connections or files. */
export class Router {
  private readonly input: RouterInput;
  private readonly memory: LocalMemory;
  private readonly ports: RunPorts;

  constructor(input: RouterInput) {
    const { catalog, providers, store, breaker, deadlines, classify, policies, defaultPolicy, random } = input;
    this.input = input;
    this.memory = new LocalMemory(store, catalog, input.learningRate);
    this.ports = {
      teamId: LOCAL_SCOPE,
      catalog,
      providers,
      store,
      breaker,
      retryBudget: new RetryBudget(),
      signals: new RecentSignals(breaker),
      memory: this.memory.memory,
      sessions: new Sessions(),
      deadlines: deadlines ?? {},
      classify: classify ?? classifyPrompt,
      policies,
      defaultPolicy,
      random: random ?? Math.random,
    };
  }

  /** Returns the model that would answer and why, without calling one. Throws `RouterError` when no model is left. */
  decide(route: RouteRequest): Decision {
    return planRequest(this.ports, { ...this.toPlanRequest(route, false), draw: drawFor(this.ports) });
  }

  /** Answers in one piece. Throws `RouterError` or `UpstreamError`. */
  async route(route: RouteRequest): Promise<RouteResult> {
    const collector = new AnswerCollector();
    let output = '';
    for await (const { event, requestId, decision } of this.events(route, false)) {
      if (event.type === 'chunk') collector.add(event.chunk);
      if (event.type === 'answer') output = event.answer.choices[0]?.message.content ?? '';
      if (event.type === 'end') return toRouteResult(event.outcome, output || collector.text(), decision, requestId);
    }
    throw new RouterError('invalid_request', 'The request ended without an outcome.');
  }

  /** Answers piece by piece. Throws like `route`, also after the first piece when the stream breaks. */
  async *stream(route: RouteRequest): AsyncGenerator<RoutePart> {
    let output = '';
    for await (const { event, requestId, decision } of this.events(route, true)) {
      const text = event.type === 'chunk' ? firstChoiceText(event.chunk) : '';
      output += text;
      if (text) yield { text };
      if (event.type === 'end') yield { text: '', ...toRouteResult(event.outcome, output, decision, requestId) };
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

  private resolveOptions(route: RouteRequest): RouteOptions {
    const ceilings = [
      toCeilingNanoUsd('maxCost', route.maxCost, 1e9),
      toCeilingNanoUsd('costBudget', this.input.costBudget, 1e9),
      toCeilingNanoUsd('maxCostNanoUsd', route.maxCostNanoUsd, 1),
    ].filter((ceiling) => ceiling !== undefined);
    return { ...route, ...(ceilings.length > 0 && { maxCostNanoUsd: Math.min(...ceilings) }) };
  }

  /** Everything that happens to a request. The last event is `end`; it carries the failure, if any. */
  async *events(route: RouteRequest, streamed: boolean): AsyncGenerator<RoutedEvent> {
    const { requestId, decision, events } = await run(this.ports, {
      requestId: newId('req'),
      source: this.input.source ?? 'api',
      ...this.toPlanRequest(route, streamed),
      signal: route.signal ?? new AbortController().signal,
    });
    for await (const event of events) yield { event, requestId, decision };
  }

  private toPlanRequest(route: RouteRequest, streamed: boolean): PlanRequest {
    return { request: toChatRequest(route, streamed), options: this.resolveOptions(route), session: route.session };
  }
}

/** A ceiling in nano-dollars. Throws for what is no amount: it must not pass for "no ceiling". */
function toCeilingNanoUsd(param: string, amount: number | undefined, nanoUsdPerUnit: number): number | undefined {
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

function toRouteResult(outcome: Outcome, output: string, decision: Decision, requestId: string): RouteResult {
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
