import { computeCost, NO_USAGE, priceFor } from '../../engine/money/cost';
import { estimateTokens } from '../../engine/money/tokens';
import type { Runtime } from '../../runtime/runtime';
import type { Figures } from './comparison-view';

/** Interval between progress reports of an answer. */
const SO_FAR_MS = 400;

/** Estimates an answer's figures while it streams; the vendor's own count arrives at its end. */
export class SoFar {
  model = '';
  private readonly startedAt = Date.now();
  private ttftMs: number | null = null;
  private reportedAt = 0;
  private readonly runtime: Pick<Runtime, 'catalog'>;
  private readonly inputTokens: number;

  constructor(runtime: Pick<Runtime, 'catalog'>, inputTokens: number) {
    this.runtime = runtime;
    this.inputTokens = inputTokens;
  }

  /** The figures, or null when they were reported just now. */
  after(content: string): Figures | null {
    const now = Date.now();
    this.ttftMs ??= now - this.startedAt;
    if (now - this.reportedAt < SO_FAR_MS) return null;
    this.reportedAt = now;
    const usage = { ...NO_USAGE, inputTokens: this.inputTokens, outputTokens: estimateTokens(content) };
    const model = this.runtime.catalog.get(this.model);
    const price = model ? priceFor(model, now, this.inputTokens) : null;
    return {
      ttftMs: this.ttftMs,
      totalMs: null,
      inputTokens: usage.inputTokens,
      outputTokens: usage.outputTokens,
      costNanoUsd: price ? computeCost(usage, price.rates, now - this.startedAt).costNanoUsd : null,
      costState: 'estimated',
    };
  }
}
