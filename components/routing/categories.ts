import type { Category } from '../../lib/engine/types';

export type CategoryName = Category;

/** The categories in the order in which every table shows them. */
export const CATEGORY_NAMES: readonly Category[] = [
  'simple',
  'medium',
  'reasoning',
  'code',
  'creative',
  'summarization',
  'multilingual',
];
