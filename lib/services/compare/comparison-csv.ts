import { type Cell, csvLine, money } from '../../csv';
import type { StoredComparison, StoredPrompt } from '../../db/compare/stored-comparison';
import { chatSettings } from '../chat/request-from-settings';

const HEADS = [
  'prompt_number',
  'prompt',
  'place',
  'asked',
  'answered_by',
  'status',
  'first_token_ms',
  'total_ms',
  'input_tokens',
  'output_tokens',
  'cost_usd',
  'category',
  'vote',
  'vote_blind',
  'answer',
];

/** One row for each column of each prompt. */
export function* resultLines(comparison: StoredComparison): Generator<string> {
  yield csvLine(HEADS);
  for (const prompt of comparison.prompts)
    for (const [place, column] of prompt.order.entries()) yield csvLine(buildCells(comparison, prompt, place, column));
}

function buildCells({ columns }: StoredComparison, prompt: StoredPrompt, place: number, column: number): Cell[] {
  const { number, isHidden, vote, answers } = prompt;
  const answer = answers.find((one) => one.column === column);
  const request = answer?.request;
  const known = isHidden ? null : request;
  return [
    number,
    prompt.prompt,
    String.fromCharCode(65 + place),
    isHidden ? '' : chatSettings.parse(columns[column]).model,
    known?.model ?? '',
    request?.status ?? '',
    known?.ttftMs ?? null,
    known?.totalMs ?? null,
    known?.inputTokens ?? null,
    known?.outputTokens ?? null,
    known ? money(known.costNanoUsd) : null,
    request?.category ?? '',
    vote ? voteResult(vote, column) : '',
    vote ? String(vote.isBlind) : '',
    answer?.content ?? '',
  ];
}

function voteResult({ choice, column: chosen, columns }: NonNullable<StoredPrompt['vote']>, column: number): string {
  if (!columns.includes(column)) return '';
  if (choice === 'answer') return chosen === column ? 'won' : 'lost';
  return choice === 'tie' ? 'tie' : 'bad';
}
