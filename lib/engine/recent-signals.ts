import type { Breaker } from './breaker';
import type { Signals } from './decide';
import type { Memory } from './memory/memory';
import type { Attempt, Model } from './types';

const KEPT_CALLS = 20;
const MIN_CALLS = 3;

/** What this process saw of each model lately: the median time to first token of its last calls, and its breaker. */
export class RecentSignals {
  private readonly ttfts = new Map<string, number[]>();
  private readonly breaker: Breaker;

  constructor(breaker: Breaker) {
    this.breaker = breaker;
  }

  record({ model, outcome, ttftMs }: Attempt): void {
    if (outcome !== 'succeeded' || ttftMs === null) return;
    this.ttfts.set(model, [...(this.ttfts.get(model) ?? []), ttftMs].slice(-KEPT_CALLS));
  }

  breakerOf(model: Model) {
    return this.breaker.stateOf(model.id);
  }

  ttftMsOf(model: Model): number | null {
    const known = this.ttfts.get(model.id) ?? [];
    if (known.length < MIN_CALLS) return null;
    return [...known].sort((a, b) => a - b)[Math.floor(known.length / 2)] ?? null;
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
