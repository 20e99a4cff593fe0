import type { Attempt } from '../../engine/types';
import { getOrAdd } from './get-or-add';
import type { Maker } from './make';
import { ModelTotals } from './model-totals';

/** Metrics of upstream calls: results, latencies, tokens, cost. */
export class AttemptMetrics {
  private readonly totals = new Map<string, ModelTotals>();

  constructor(make: Maker) {
    const models = () => this.totals.values();
    registerCalls(make, models);
    registerTimes(make, models);
    registerUse(make, models);
  }

  /** Counts a finished call, with the label of its model. */
  ended(attempt: Attempt, model: string): void {
    const { provider } = attempt;
    getOrAdd(this.totals, `${provider}\n${model}`, () => new ModelTotals(provider, model)).add(attempt);
  }
}

type Models = () => Iterable<ModelTotals>;
const MODEL = ['provider', 'model'] as const;

function registerCalls({ readCounter }: Maker, models: Models): void {
  readCounter(
    'a3m_attempts_total',
    'Finished calls to providers. failure is empty for successful ones.',
    [...MODEL, 'outcome', 'failure'],
    (set) => {
      for (const { labels, ends } of models())
        for (const { count, ...how } of ends.values()) set(count, { ...labels, ...how });
    },
  );
}

function registerTimes({ readHistogram }: Maker, models: Models): void {
  readHistogram(
    'a3m_attempt_first_token_seconds',
    'Time from a call to its first content; answers that are not streamed have none.',
    (set) => {
      for (const { labels, firstToken } of models()) if (firstToken.count > 0) set(firstToken, labels);
    },
  );
  readHistogram('a3m_attempt_duration_seconds', 'Time that calls took, however they ended.', (set) => {
    for (const { labels, durations } of models())
      for (const [outcome, timing] of durations) set(timing, { ...labels, outcome });
  });
}

function registerUse({ readCounter }: Maker, models: Models): void {
  const tokens = 'Tokens of calls, by class. The classes do not overlap.';
  readCounter('a3m_tokens_total', tokens, [...MODEL, 'class'], (set) => {
    for (const one of models()) for (const [name, count] of one.tokens) set(count, { ...one.labels, class: name });
  });
  const cost = 'Cost of calls in US dollars. Calls of unknown price are in a3m_unpriced_attempts_total instead.';
  readCounter('a3m_cost_usd_total', cost, [...MODEL], (set) => {
    for (const { labels, priced, nanoUsd } of models()) if (priced > 0) set(nanoUsd / 1e9, labels);
  });
  const unpriced = 'Calls that cost money at an unknown price.';
  readCounter('a3m_unpriced_attempts_total', unpriced, [...MODEL], (set) => {
    for (const one of models()) if (one.unpriced > 0) set(one.unpriced, one.labels);
  });
}
