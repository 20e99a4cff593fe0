import { type Cell, csvLine } from '../../csv';
import type { Board, BoardEntry } from '../../engine/preference/board';

const COLUMNS: { name: string; of: (entry: BoardEntry) => Cell }[] = [
  { name: 'model', of: ({ model }) => model },
  { name: 'rank_from', of: ({ standing }) => standing?.rankFrom ?? null },
  { name: 'rank_to', of: ({ standing }) => standing?.rankTo ?? null },
  { name: 'group', of: ({ standing }) => (standing ? standing.group + 1 : null) },
  { name: 'points', of: ({ standing }) => rounded(standing?.points, 3) },
  { name: 'points_low', of: ({ standing }) => rounded(standing?.low, 3) },
  { name: 'points_high', of: ({ standing }) => rounded(standing?.high, 3) },
  { name: 'votes', of: ({ winRate }) => winRate?.n ?? null },
  { name: 'wins', of: ({ standing }) => standing?.wins ?? null },
  { name: 'losses', of: ({ standing }) => standing?.losses ?? null },
  { name: 'ties', of: ({ standing }) => standing?.ties ?? null },
  { name: 'win_rate', of: ({ winRate }) => rounded(winRate?.mean, 4) },
  { name: 'win_rate_low', of: ({ winRate }) => rounded(winRate?.low, 4) },
  { name: 'win_rate_high', of: ({ winRate }) => rounded(winRate?.high, 4) },
  { name: 'ratings', of: ({ approval }) => approval?.n ?? null },
  { name: 'approval', of: ({ approval }) => rounded(approval?.mean, 4) },
  { name: 'approval_low', of: ({ approval }) => rounded(approval?.low, 4) },
  { name: 'approval_high', of: ({ approval }) => rounded(approval?.high, 4) },
];

/** The ranking as CSV, one line a model, in the order of the page. */
export function* boardAsCsv({ entries }: Pick<Board, 'entries'>): Generator<string> {
  yield csvLine(COLUMNS.map(({ name }) => name));
  for (const entry of entries) yield csvLine(COLUMNS.map(({ of }) => of(entry)));
}

/** Every pair of models with votes, one line each. */
export function* pairsAsCsv({ pairs }: Pick<Board, 'pairs'>): Generator<string> {
  yield csvLine(['model_a', 'model_b', 'wins_a', 'wins_b', 'ties']);
  for (const { a, b, winsA, winsB, ties } of pairs) yield csvLine([a, b, winsA, winsB, ties]);
}

function rounded(value: number | undefined, decimals: number): number | null {
  return value === undefined ? null : Number(value.toFixed(decimals));
}
