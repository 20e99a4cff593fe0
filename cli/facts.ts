import { formatCount, formatPercent, formatSeconds, formatUsd } from '../lib/format';
import type { RouteResult } from '../lib/library';

/** One line about an answer: who, what kind, how long, how much. */
export function factsLine({
  model,
  category,
  decision,
  tokens,
  cost,
  latency,
  attempts,
}: Omit<RouteResult, 'output'>): string {
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

/** What a script gets: the same names as the library's result. */
export function jsonFacts({ decision, ...result }: RouteResult, withDecision: boolean) {
  return withDecision ? { ...result, decision } : result;
}
