import { formatPercent, formatSeconds, formatUsd } from '../lib/format';
import type { RouteConsensus } from '../lib/library';

const METHODS: Record<RouteConsensus['method'], string> = {
  exact: 'short answers, compared exactly',
  similarity: 'prose, compared by similarity',
  json: 'JSON, compared by value',
  tools: 'tool calls, compared by name and arguments',
  single: 'only one model answered, so there is nothing to compare',
};

const SNIPPET = 60;

/** A consensus for the terminal: how many models agree, and each model's answer with its cost. */
export function consensusLines({ method, agreement, answered, agreeing, answers }: RouteConsensus): string[] {
  const share = agreement === null ? '' : `${agreeing} of ${answered} agree, ${formatPercent(agreement)}: `;
  const width = Math.max(...answers.map(({ model }) => model.length));
  return [`${share}${METHODS[method]}`, ...answers.map((answer) => answerLine(answer, width))];
}

function answerLine(answer: RouteConsensus['answers'][number], width: number): string {
  const { model, cost, latency, failure, isChosen, agrees } = answer;
  const mark = isChosen ? '→' : failure !== null ? '!' : agrees ? '=' : '≠';
  const price = formatUsd(cost === null ? null : Math.round(cost * 1e9));
  const columns = [`${mark} ${model.padEnd(width)}`, price.padStart(9), formatSeconds(latency).padStart(7)];
  return [...columns, snippet(answer)].join('  ');
}

function snippet({ text, toolCalls, failure }: RouteConsensus['answers'][number]): string {
  const content = failure ?? text ?? (toolCalls ?? []).map(({ function: { name } }) => `${name}(…)`).join(', ');
  const line = content.replace(/\s+/g, ' ').trim();
  return line.length > SNIPPET ? `${line.slice(0, SNIPPET - 1)}…` : line;
}
