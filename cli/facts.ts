import { formatCount, formatPercent, formatSeconds, formatUsd } from '../lib/format';
import type { Answered } from './answerer';

/** One line about an answer: who, what kind, how long, how much. */
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

/** What a script gets: the names of the library's result, and the decision as the API words it. */
export function jsonFacts({ decision, ...result }: Answered, withDecision: boolean) {
  return withDecision ? { ...result, decision } : result;
}
