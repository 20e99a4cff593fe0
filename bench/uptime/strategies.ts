import { Catalog } from '../../lib/engine/catalog/catalog';
import { type ChatRequest, detectNeeds } from '../../lib/engine/chat';
import { classificationFromCaller } from '../../lib/engine/classify/caller-category';
import { decide } from '../../lib/engine/decide/decide';
import { NO_SIGNALS } from '../../lib/engine/decide/signals';
import { RouterError } from '../../lib/engine/errors';
import { execute } from '../../lib/engine/execute/execute';
import { Breaker } from '../../lib/engine/resilience/breaker';
import { RetryBudget } from '../../lib/engine/resilience/retry-budget';
import type { Clock, Decision, Model, Outcome, Provider } from '../../lib/engine/types';

export interface Answered {
  /** The caller received a complete answer. */
  isAnswered: boolean;
  attempts: number;
}

/** Runs one request to its end. Never rejects. */
export type Ask = () => Promise<Answered>;

/** Input of a strategy: the simulated vendors, best first, with the simulation's clock and random numbers. */
export interface StrategyInput {
  providers: Provider[];
  clock: Clock;
  random: () => number;
}

/** Creates a strategy with its own state. */
export type Strategy = (input: StrategyInput) => Ask;

const REQUEST: ChatRequest = {
  model: 'auto',
  stream: true,
  messages: [{ role: 'user', content: 'Why is the sky blue?' }],
};
const ASKED = {
  classification: classificationFromCaller('simple'),
  difficulty: null,
  mode: 'auto' as const,
  policy: { name: 'simulated', version: 1, qualityWeight: 0.45, latencyWeight: 0.004 },
  needs: detectNeeds(REQUEST),
  inputTokens: 20,
  maxTokens: null,
  maxCostNanoUsd: null,
  providers: { only: [], ignore: [], order: [] },
};
/** Retries of official clients. */
const CLIENT_RETRIES = 2;
const CLIENT_BACKOFF_MS = [500, 1_000];
/** How long a client without a router waits for the first token. */
const CLIENT_TIMEOUT_MS = 60_000;

/** The shipped engine (decide, execute, breaker, retry budget) with equal models at prices that rank the providers. */
export const shippedRouter: Strategy = ({ providers, clock, random }) => {
  const models = providers.map(({ id }, place) => createModel(id, place));
  const catalog = new Catalog(models);
  const byId = new Map(providers.map((provider) => [provider.id, provider]));
  const breaker = new Breaker({}, clock, random);
  const shared = { catalog, providers: byId, breaker, retryBudget: new RetryBudget(clock), clock, random };
  const signals = { ...NO_SIGNALS, breakerOf: (model: Model) => breaker.stateOf(model) };
  // `decide` is pure, so its decision is reused while every breaker is closed.
  let usual: Decision | null = null;
  const decided = () => {
    if (models.some((model) => signals.breakerOf(model).state !== 'closed')) {
      return decide({ ...ASKED, models, signals, now: clock.now() });
    }
    usual ??= decide({ ...ASKED, models, signals, now: clock.now() });
    return usual;
  };
  return async () => {
    try {
      const { signal } = new AbortController();
      for await (const event of execute({ ...shared, decision: decided(), request: REQUEST, signal })) {
        if (event.type === 'end') return toAnswered(event.outcome);
      }
      throw new Error('A run ended without its last event.');
    } catch (error) {
      // Every breaker is open: the request fails at once.
      if (error instanceof RouterError) return { isAnswered: false, attempts: 0 };
      throw error;
    }
  };
};

function toAnswered({ status, attempts }: Outcome): Answered {
  return { isAnswered: status === 'succeeded', attempts: attempts.length };
}

/** Always the first provider, without retries. */
export const oneProvider: Strategy = ({ providers: [first], clock }) => {
  return async () => ({ isAnswered: await tryOnce(first as Provider, clock), attempts: 1 });
};

/** Round robin over the providers. */
export const roundRobin: Strategy = ({ providers, clock }) => {
  let turn = 0;
  return async () => {
    const next = providers[turn++ % providers.length] as Provider;
    return { isAnswered: await tryOnce(next, clock), attempts: 1 };
  };
};

/** The first provider with retries, as official clients do. */
export const retryTheSame: Strategy = ({ providers: [first], clock }) => {
  return async () => {
    for (let retries = 0; ; retries++) {
      const isAnswered = await tryOnce(first as Provider, clock);
      if (isAnswered || retries === CLIENT_RETRIES) return { isAnswered, attempts: retries + 1 };
      await new Promise<void>((resolve) => clock.after(CLIENT_BACKOFF_MS[retries] ?? 0, resolve));
    }
  };
};

async function tryOnce(provider: Provider, clock: Clock): Promise<boolean> {
  const abort = new AbortController();
  const cancelTimeout = clock.after(CLIENT_TIMEOUT_MS, () => abort.abort());
  let finished = false;
  try {
    for await (const event of provider.stream({ model: createModel(provider.id, 0), request: REQUEST }, abort.signal)) {
      if (event.type === 'usage') finished = true;
    }
    return finished;
  } catch {
    return false;
  } finally {
    cancelTimeout();
  }
}

/** Equal models, each slightly more expensive than the previous one. */
function createModel(provider: string, place: number): Model {
  return {
    id: `${provider}/model`,
    provider,
    name: 'model',
    tier: 'medium',
    contextWindow: 128_000,
    maxOutputTokens: 8_000,
    abilities: { vision: false, tools: true, jsonSchema: true },
    latency: { ttftMs: 700, tokensPerSecond: 100 },
    prices: [{ from: null, input: 1 + place, output: 2 + place, source: 'simulated', verifiedAt: '2026-01-01' }],
  };
}
