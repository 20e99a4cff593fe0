import type { Category } from '@/lib/engine/types';

/** Each category and what to call it where there is little room. The compiler knows when one is missing. */
const SHORT_NAMES: Record<Category, string> = {
  simple: 'simple',
  medium: 'medium',
  reasoning: 'reasoning',
  code: 'code',
  creative: 'creative',
  summarization: 'summar.',
  multilingual: 'multiling.',
};

export const CATEGORY_OPTIONS = (Object.keys(SHORT_NAMES) as Category[]).map((value) => ({
  value,
  label: value,
  ...(SHORT_NAMES[value] !== value && { short: SHORT_NAMES[value] }),
}));

/** The categories in the order in which every table shows them. */
export const CATEGORY_NAMES = Object.keys(SHORT_NAMES) as Category[];
