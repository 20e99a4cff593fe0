import { formatPercent, formatQuality, formatSeconds, formatUsd } from '../lib/format';
import type { DecisionFacts } from '../lib/gateway/http/response-facts';

const SHOWN = 10;

/** A decision for the terminal: the category, the candidates with their estimates, and why others were excluded. */
export function explainLines(decision: DecisionFacts): string[] {
  const { category, confidence, runner_up: next, policy, policy_version: version, candidates } = decision;
  const width = Math.max(...candidates.map(({ model }) => model.length), 'candidate'.length);
  const more = candidates.length - SHOWN;
  return [
    `${category} ${formatPercent(confidence)}${next ? `, next: ${next.category} ${formatPercent(next.confidence)}` : ''} · policy ${policy} v${version}, quality weight ${decision.quality_weight}`,
    `  ${'candidate'.padEnd(width)}  quality             est. cost  first token   score`,
    ...candidates.slice(0, SHOWN).map((candidate, i) => `${i === 0 ? '→' : ' '} ${candidateLine(candidate, width)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...decision.exclusions.map(({ model, reason }) => `× ${model}: ${reason}`),
    ...(decision.counterfactual ? [decision.counterfactual] : []),
    ...(decision.explored ? [`Explored, with propensity ${decision.propensity.toFixed(3)}.`] : []),
  ];
}

function candidateLine(candidate: DecisionFacts['candidates'][number], width: number): string {
  const { model, quality, estimated_cost_usd: usd, estimated_ttft_ms: ttftMs, score } = candidate;
  const source = quality.source === 'prior' ? 'prior' : `n ${quality.n}`;
  const range = `${formatQuality(quality.mean)} (${formatQuality(quality.low)}–${formatQuality(quality.high)})`;
  const cost = formatUsd(usd === null ? null : Math.round(usd * 1e9));
  return [
    model.padEnd(width),
    range,
    source.padEnd(5),
    cost.padStart(9),
    formatSeconds(ttftMs).padStart(9),
    score.toFixed(3).padStart(9),
  ].join('  ');
}
