import type { Category } from '../../engine/types';

export const BOARD_RANGES = ['7d', '30d', '90d', 'all'] as const;
export type BoardRange = (typeof BOARD_RANGES)[number];

/** Everything the page's URL holds. */
export interface BoardAddress {
  range: BoardRange;
  category: Category | null;
  /** A team's id; null: every team visible to the caller. */
  team: string | null;
  /** Also count votes cast with the names visible. */
  isOpen: boolean;
  /** Two models to compare. */
  first: string | null;
  second: string | null;
}
