import type { Attempt, AttemptOutcome } from '../../engine/types';
import { getOrAdd } from './get-or-add';
import { ANSWER_SECONDS, FIRST_TOKEN_SECONDS, Timing } from './timing';

/** Token classes by their label. */
const TOKEN_CLASSES = [
  ['input', 'inputTokens'],
  ['cached_input', 'cachedInputTokens'],
  ['cache_write', 'cacheWriteTokens'],
  ['output', 'outputTokens'],
  ['reasoning', 'reasoningTokens'],
] as const;

/** The sums of the calls to one model. */
export class ModelTotals {
  readonly labels: { provider: string; model: string };
  readonly ends = new Map<string, { outcome: AttemptOutcome; failure: string; count: number }>();
  readonly durations = new Map<AttemptOutcome, Timing>();
  readonly firstToken = new Timing(FIRST_TOKEN_SECONDS);
  readonly tokens = new Map<string, number>();
  /** In whole nano-dollars, so that it equals the ledger exactly. */
  nanoUsd = 0;
  priced = 0;
  unpriced = 0;

  constructor(provider: string, model: string) {
    this.labels = { provider, model };
  }

  add({ outcome, failure, ttftMs, totalMs, usage, costNanoUsd }: Attempt): void {
    const kind = failure?.kind ?? '';
    getOrAdd(this.ends, `${outcome}\n${kind}`, () => ({ outcome, failure: kind, count: 0 })).count++;
    getOrAdd(this.durations, outcome, () => new Timing(ANSWER_SECONDS)).add(totalMs);
    if (ttftMs !== null) this.firstToken.add(ttftMs);
    for (const [name, key] of TOKEN_CLASSES)
      if (usage[key] > 0) this.tokens.set(name, (this.tokens.get(name) ?? 0) + usage[key]);
    if (costNanoUsd === null) this.unpriced++;
    else this.priced++;
    this.nanoUsd += costNanoUsd ?? 0;
  }
}
