import type { UserCaller } from '../../caller';
import type { Database } from '../../db/client';
import { type BoardSums, boardSums } from '../../db/compare/leaderboard';
import { findGroupNames } from '../../db/stats/names';
import { visibleTeams } from '../../db/teams/team-access';
import { type Board, buildBoard } from '../../engine/preference/board';
import { RANGE_DAYS } from '../../time-range';
import type { BoardAddress } from './leaderboard-address';
import { addressSchema } from './leaderboard-schema';

/** The data that the page's panels share. */
export interface BoardView {
  address: BoardAddress;
  /** Teams visible to the caller. */
  teams: { id: string; name: string }[];
  /** Loaded once for all panels. */
  sums: Promise<BoardSums>;
  board: Promise<Board>;
}

/** Loads the leaderboard for an address. A team that is not visible to the caller is ignored. */
export async function boardView(
  { runtime, caller }: { runtime: { database: Database }; caller: UserCaller },
  raw: unknown,
): Promise<BoardView> {
  const { database } = runtime;
  const asked = addressSchema.parse(raw);
  const seen = await visibleTeams(database, caller);
  const names = await findGroupNames(
    database,
    seen,
    'team',
    seen.map((name) => ({ name })),
  );
  const address = { ...asked, team: asked.team !== null && seen.includes(asked.team) ? asked.team : null };
  const days = address.range === 'all' ? null : RANGE_DAYS[address.range];
  const sums = boardSums(database, { teamIds: address.team ? [address.team] : seen, days });
  const { category, isOpen } = address;
  const board = sums.then(({ votes, ratings }) => buildBoard(votes, ratings, { category, onlyBlind: !isOpen }));
  // Panels that await these promises show their errors; this only prevents unhandled rejections.
  sums.catch(() => undefined);
  board.catch(() => undefined);
  const teams = seen.map((id) => ({ id, name: names.get(id) ?? id })).sort((a, b) => a.name.localeCompare(b.name));
  return { address, teams, sums, board };
}
