import type { Memory } from '../memory/memory';
import type { Breaker } from '../resilience/breaker';
import type { Attempt, Model } from '../types';
import type { Signals } from './decide';

const KEPT_CALLS = 50;
const MIN_CALLS_FOR_MEDIAN = 3;
const MIN_CALLS_FOR_P95 = 20;
/** With too few calls to measure, a call is late after this multiple of the catalogue's typical time. */
const LATE_FACTOR = 2;

/** What this process measured recently for each model: response times and breaker state. */
export class RecentSignals {
  /** Time to first token of streamed calls, and total time of non-streamed ones, in ms; latest last. */
  private readonly ttfts = new Map<string, number[]>();
  private readonly answers = new Map<string, number[]>();
  private readonly breaker: Breaker;

  constructor(breaker: Breaker) {
    this.breaker = breaker;
  }

  record({ model, outcome, ttftMs, totalMs }: Attempt): void {
    if (outcome !== 'succeeded') return;
    const times = ttftMs === null ? this.answers : this.ttfts;
    times.set(model, [...(times.get(model) ?? []), ttftMs ?? totalMs].slice(-KEPT_CALLS));
  }

  breakerOf(model: Model) {
    return this.breaker.stateOf(model);
  }

  ttftMsOf(model: Model): number | null {
    const known = this.ttfts.get(model.id) ?? [];
    return known.length < MIN_CALLS_FOR_MEDIAN ? null : quantile(known, 0.5);
  }

  /**
   * How long to wait for a first token before hedging with a second model, in ms: the 95th percentile of this model's
   * recent calls. `outputTokens` is the expected length of a non-streamed answer; null for a stream.
   */
  hedgeAfterMs(model: Model, outputTokens: number | null): number {
    const known = (outputTokens === null ? this.ttfts : this.answers).get(model.id) ?? [];
    if (known.length >= MIN_CALLS_FOR_P95) return quantile(known, 0.95);
    const { ttftMs, tokensPerSecond } = model.latency;
    return LATE_FACTOR * (ttftMs + ((outputTokens ?? 0) / tokensPerSecond) * 1_000);
  }

  /** The signals for a team's decision: breakers, response times and the team's learned quality. */
  with(memory: Memory, team: string): Signals {
    return {
      breakerOf: (model) => this.breakerOf(model),
      ttftMsOf: (model) => this.ttftMsOf(model),
      qualityOf: (model, context, prior) => memory.estimate(team, model, context, prior),
    };
  }
}

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
