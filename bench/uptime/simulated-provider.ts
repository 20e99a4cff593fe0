import type { ChatChunk } from '../../lib/engine/chat';
import {
  classifyHttpFailure,
  classifyNetworkFailure,
  createFailure,
  UpstreamError,
} from '../../lib/engine/execute/failure';
import type { Clock, Provider, ProviderEvent, Usage } from '../../lib/engine/types';
import type { Condition } from './history';

/**
 * The kinds of failures. The outage model sets how many calls fail, not how: these shares are our choice, after vendors'
 * status pages. All of them occur before the first content; `cutShare` below sets the others.
 */
const ERROR_KINDS = [
  { kind: 'status', status: 500, odds: 0.35 },
  { kind: 'status', status: 502, odds: 0.15 },
  { kind: 'status', status: 503, odds: 0.15 },
  { kind: 'status', status: 529, odds: 0.1 },
  { kind: 'refused', odds: 0.1 },
  { kind: 'silent', odds: 0.1 },
  { kind: 'nothing', odds: 0.05 },
] as const;

/** Share of 429 responses with a retry-after, and its seconds. */
const RETRY_AFTER = { share: 0.5, from: 1, to: 20 };
/** Log-normal time to first token; errors arrive sooner. */
const TTFT = { medianMs: 700, sigma: 0.5 };
const ERROR_MS = 300;

export interface SimulatedWorld {
  clock: Clock;
  random: () => number;
  conditionAt(provider: string, ms: number): Condition;
  /** Share of failing calls that fail after their first content, where no fallback is possible. */
  cutShare: number;
}

/** A vendor that answers, fails, throttles or hangs according to the history at the time of the call. */
export function simulatedProvider(id: string, world: SimulatedWorld): Provider & { calls: number } {
  const provider = {
    id,
    calls: 0,
    stream: (_call: unknown, signal: AbortSignal) => {
      provider.calls++;
      return answer(id, world, signal);
    },
  };
  return provider;
}

async function* answer(id: string, world: SimulatedWorld, signal: AbortSignal): AsyncGenerator<ProviderEvent> {
  const { clock, random, cutShare } = world;
  const { throttledShare, errorShare } = world.conditionAt(id, clock.now());
  if (random() < throttledShare) {
    await pass(clock, ERROR_MS, signal);
    throw throttled(id, world);
  }
  const fails = random() < errorShare;
  const isCut = fails && random() < cutShare;
  if (fails && !isCut) return yield* fail(id, world, signal);
  await pass(clock, TTFT.medianMs * Math.exp(TTFT.sigma * bell(random)), signal);
  yield { type: 'headers', httpStatus: 200 };
  yield CONTENT;
  if (isCut) throw new UpstreamError(classifyNetworkFailure(id, networkError('ECONNRESET')));
  yield FINISH;
  yield { type: 'usage', usage: USAGE, wire: {} };
}

async function* fail(id: string, world: SimulatedWorld, signal: AbortSignal): AsyncGenerator<ProviderEvent> {
  const { clock, random } = world;
  const how = pick(random());
  if (how.kind === 'silent') await untilAborted(signal);
  await pass(clock, ERROR_MS, signal);
  if (how.kind === 'refused') throw new UpstreamError(classifyNetworkFailure(id, networkError('ECONNREFUSED')));
  if (how.kind === 'status') throw httpError(id, how.status, {}, clock);
  yield { type: 'headers', httpStatus: 200 };
  yield FINISH;
}

function throttled(id: string, { random, clock }: SimulatedWorld): UpstreamError {
  const { share, from, to } = RETRY_AFTER;
  const seconds = Math.round(from + random() * (to - from));
  return httpError(id, 429, random() < share ? { 'retry-after': String(seconds) } : {}, clock);
}

function httpError(provider: string, status: number, headers: Record<string, string>, clock: Clock): UpstreamError {
  return new UpstreamError(classifyHttpFailure({ provider, status, headers, body: '', now: clock.now() }));
}

function networkError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function pick(draw: number): (typeof ERROR_KINDS)[number] {
  let left = draw;
  const found = ERROR_KINDS.find(({ odds }) => {
    left -= odds;
    return left < 0;
  });
  return found ?? ERROR_KINDS[0];
}

/** Approximately standard normal; fast, and exact tails are irrelevant for latency. */
function bell(random: () => number): number {
  return (random() + random() + random() + random() - 2) * Math.sqrt(3);
}

function pass(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
    const abort = () => {
      cancel();
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
  });
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason ?? createFailure('cancelled', 'Aborted.')), {
      once: true,
    });
  });
}

const USAGE: Usage = {
  inputTokens: 20,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 10,
  reasoningTokens: 0,
};

const CONTENT: ProviderEvent = { type: 'chunk', chunk: chunk({ content: 'An answer.' }, null) };
const FINISH: ProviderEvent = { type: 'chunk', chunk: chunk({}, 'stop') };

function chunk(delta: ChatChunk['choices'][number]['delta'], finish_reason: string | null): ChatChunk {
  const choices = [{ index: 0, delta, finish_reason }];
  return { id: 'c', object: 'chat.completion.chunk', created: 0, model: 'm', choices };
}
