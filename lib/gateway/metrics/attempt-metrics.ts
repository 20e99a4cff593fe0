import type { Attempt, Usage } from '../../engine/types';
import { CostCounter } from './cost-counter';
import { ANSWER_SECONDS, FIRST_TOKEN_SECONDS, type Maker } from './make';

const TOKEN_CLASSES: [keyof Usage, string][] = [
  ['inputTokens', 'input'],
  ['cachedInputTokens', 'cached_input'],
  ['cacheWriteTokens', 'cache_write'],
  ['outputTokens', 'output'],
  ['reasoningTokens', 'reasoning'],
];

/** What calls to providers came to, added up: outcomes, times, tokens, money. */
export class AttemptMetrics {
  private readonly attempts;
  private readonly firstToken;
  private readonly duration;
  private readonly tokens;
  private readonly unpriced;
  private readonly cost: CostCounter;

  constructor(make: Maker) {
    this.attempts = make.counter(
      'a3m_attempts_total',
      'Calls to providers that have ended. failure is empty for those that succeeded.',
      ['provider', 'model', 'outcome', 'failure'],
    );
    this.firstToken = make.histogram(
      'a3m_attempt_first_token_seconds',
      'Time from a call to its first content; answers in one piece have none.',
      ['provider', 'model'],
      FIRST_TOKEN_SECONDS,
    );
    this.duration = make.histogram(
      'a3m_attempt_duration_seconds',
      'Time that calls took, however they ended.',
      ['provider', 'model', 'outcome'],
      ANSWER_SECONDS,
    );
    this.tokens = make.counter('a3m_tokens_total', 'Tokens of calls, by class. The classes do not overlap.', [
      'provider',
      'model',
      'class',
    ]);
    this.unpriced = make.counter(
      'a3m_unpriced_attempts_total',
      'Calls that must be paid for at a price that nobody knows.',
      ['provider', 'model'],
    );
    this.cost = new CostCounter(make);
  }

  /** Counts a call that has ended, under the name of its model. */
  ended({ provider, outcome, failure, ttftMs, totalMs, usage, costNanoUsd }: Attempt, model: string): void {
    this.attempts.inc({ provider, model, outcome, failure: failure?.kind ?? '' });
    if (ttftMs !== null) this.firstToken.observe({ provider, model }, ttftMs / 1000);
    this.duration.observe({ provider, model, outcome }, totalMs / 1000);
    for (const [key, name] of TOKEN_CLASSES)
      if (usage[key] > 0) this.tokens.inc({ provider, model, class: name }, usage[key]);
    if (costNanoUsd === null) this.unpriced.inc({ provider, model });
    else this.cost.add(provider, model, costNanoUsd);
  }
}
