import { formatPercent, formatSeconds, formatUsd } from '../lib/format';
import type { RouteConsensus } from '../lib/library';

const HOW: Record<RouteConsensus['method'], string> = {
  exact: 'short answers, compared exactly',
  similarity: 'prose, compared by likeness',
  json: 'JSON, compared by what it means',
  tools: 'calls of tools, compared by name and arguments',
  single: 'only one answered, so nobody could agree',
};

const SNIPPET = 60;

/** What several said, as a person reads it in a terminal: how many agree, and each one's answer with its cost. */
export function consensusLines({ method, agreement, answered, agreeing, answers }: RouteConsensus): string[] {
  const share = agreement === null ? '' : `${agreeing} of ${answered} agree, ${formatPercent(agreement)}: `;
  const width = Math.max(...answers.map(({ model }) => model.length));
  return [`${share}${HOW[method]}`, ...answers.map((answer) => answerLine(answer, width))];
}

function answerLine(answer: RouteConsensus['answers'][number], width: number): string {
  const { model, cost, latency, failure, isChosen, agrees } = answer;
  const mark = isChosen ? '→' : failure !== null ? '!' : agrees ? '=' : '≠';
  const price = formatUsd(cost === null ? null : Math.round(cost * 1e9));
  return [`${mark} ${model.padEnd(width)}`, price.padStart(9), formatSeconds(latency).padStart(7), saidBy(answer)].join(
    '  ',
  );
}

function saidBy({ text, toolCalls, failure }: RouteConsensus['answers'][number]): string {
  const said = failure ?? text ?? (toolCalls ?? []).map(({ function: { name } }) => `${name}(…)`).join(', ');
  const line = said.replace(/\s+/g, ' ').trim();
  return line.length > SNIPPET ? `${line.slice(0, SNIPPET - 1)}…` : line;
}
