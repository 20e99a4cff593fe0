import type { StoredComparison } from '../../db/compare/stored-comparison';
import { wilsonInterval } from '../../engine/memory/wilson';

/** How one column did in the votes on a set of prompts. */
export interface ColumnTally {
  column: number;
  won: number;
  lost: number;
  tied: number;
  /** Votes that found all answers bad. */
  allBad: number;
  /** Votes that this column took part in. */
  n: number;
  /** Share of those that it won, with the 90 % interval. */
  share: { mean: number; low: number; high: number };
}

/** Votes by column, as they stand. A tie and all bad count as votes that nobody won. */
export function tallyOf({ columns, prompts }: Pick<StoredComparison, 'columns' | 'prompts'>): ColumnTally[] {
  const votes = prompts.flatMap(({ vote }) => vote ?? []);
  return columns.map((_, column) => {
    const own = votes.filter((vote) => vote.columns.includes(column));
    const won = own.filter((vote) => vote.choice === 'answer' && vote.column === column).length;
    const tied = own.filter(({ choice }) => choice === 'tie').length;
    const allBad = own.filter(({ choice }) => choice === 'all_bad').length;
    const n = own.length;
    return { column, won, lost: n - won - tied - allBad, tied, allBad, n, share: wilsonInterval(won, n) };
  });
}
