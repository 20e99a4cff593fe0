import type { Memory } from '../memory/memory';
import type { Breaker } from '../resilience/breaker';
import type { Attempt, Model } from '../types';
import type { Signals } from './signals';

const KEPT_CALLS = 50;
const MIN_CALLS_FOR_MEDIAN = 3;
const MIN_CALLS_FOR_P95 = 20;
/** While too few calls are known, late is twice as long as the catalogue calls typical. */
const LATE = 2;

/** What this process saw of each model lately: how long its last calls took to speak, and its breaker. */
export class RecentSignals {
  /** Times to first token of streams, and to the whole answer where it came in one piece; latest last. */
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
   * After how long without a word a second model is worth asking, in ms: the 95th percentile of this model's own last
   * calls. `outputTokens` is the expected length of an answer in one piece; null for a stream.
   */
  hedgeAfterMs(model: Model, outputTokens: number | null): number {
    const known = (outputTokens === null ? this.ttfts : this.answers).get(model.id) ?? [];
    if (known.length >= MIN_CALLS_FOR_P95) return quantile(known, 0.95);
    const { ttftMs, tokensPerSecond } = model.latency;
    return LATE * (ttftMs + ((outputTokens ?? 0) / tokensPerSecond) * 1_000);
  }

  /** All that is known right now, as a team sees it. */
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
