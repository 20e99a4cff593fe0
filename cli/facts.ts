import { formatCount, formatPercent, formatSeconds, formatUsd } from '../lib/format';
import type { Answered } from './answerer';

/** One line about an answer: model, category, tokens, cost and time. */
export function factsLine({
  model,
  category,
  decision,
  tokens,
  cost,
  latency,
  attempts,
}: Omit<Answered, 'output'>): string {
  const price = formatUsd(cost === null ? null : Math.round(cost * 1e9));
  const madeUp = model.startsWith('sandbox/') ? ' (made up)' : '';
  const tries = attempts > 1 ? [`${attempts} attempts`] : [];
  return [
    model,
    `${category} ${formatPercent(decision.confidence)}`,
    `${formatCount(tokens.total)} tokens`,
    price + madeUp,
    formatSeconds(latency),
    ...tries,
  ].join(' · ');
}

/** The `--json` output: the library's result, with the decision in the format of the API. */
export function jsonFacts({ decision, ...result }: Answered, withDecision: boolean) {
  return withDecision ? { ...result, decision } : result;
}
