import { formatCount } from '@/lib/format';

export const MOST_PROMPTS = 20;
export const MOST_CHARACTERS = 4_000;

export const EXAMPLE_PROMPTS = [
  'Can you analyze the function of mitochondria in cell biology?',
  'Refactor this reducer so that undo does not mutate history',
  'Schreib eine Absage an einen Bewerber, freundlich',
];

export interface Prompts {
  /** Trimmed, without blank lines. */
  prompts: string[];
  /** The first validation message; null when valid. */
  problem: string | null;
}

/** One prompt per line. Reports excess instead of truncating. */
export function parsePrompts(text: string): Prompts {
  const lines = text.split('\n').map((line) => line.trim());
  const prompts = lines.filter(Boolean);
  return { prompts, problem: problemWith(lines, prompts.length) };
}

function problemWith(lines: string[], count: number): string | null {
  if (count === 0) return 'Enter at least one prompt.';
  if (count > MOST_PROMPTS)
    return `${formatCount(count)} prompts are too many. The maximum is ${MOST_PROMPTS}: remove ${formatCount(count - MOST_PROMPTS)}.`;
  const long = lines.findIndex((line) => line.length > MOST_CHARACTERS);
  if (long === -1) return null;
  return `Line ${long + 1} has ${formatCount(lines[long]?.length ?? 0)} characters. The maximum is ${formatCount(MOST_CHARACTERS)}.`;
}
