import type { StoredComparison } from '../../db/compare/stored-comparison';
import { wilsonInterval } from '../../engine/memory/wilson';

/** A column's results in the votes on a set of prompts. */
export interface ColumnTally {
  column: number;
  won: number;
  lost: number;
  tied: number;
  /** Votes for "all bad". */
  allBad: number;
  /** Votes with this column among the answers. */
  n: number;
  /** Share of them that it won, with the 90 % interval. */
  share: { mean: number; low: number; high: number };
}

/** Current votes by column. A tie and "all bad" count as votes without a winner. */
export function tallyVotes({ columns, prompts }: Pick<StoredComparison, 'columns' | 'prompts'>): ColumnTally[] {
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
