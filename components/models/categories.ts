import type { Category } from '@/lib/engine/types';

/** Short labels for narrow columns. */
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

/** The categories in display order. */
export const CATEGORY_NAMES = Object.keys(SHORT_NAMES) as Category[];
