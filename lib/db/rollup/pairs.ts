import type { VotePair } from '../../engine/preference/vote-pairs';
import { Prisma } from '../generated/client';
import { teamDayStart } from './sql';

/** A vote with pairs to add or subtract. */
export interface CountedVote {
  teamId: string;
  createdAt: Date;
  category: string;
  isBlind: boolean;
  pairs: VotePair[];
  sign: 1 | -1;
}

interface PairChange extends Omit<CountedVote, 'pairs' | 'sign'>, VotePair {}

/**
 * Adds or subtracts the pairs of votes on the team's day of each vote. Updates rows in key order, so that two votes at
 * the same time cannot deadlock.
 */
export async function countPairs(transaction: Prisma.TransactionClient, votes: CountedVote[]): Promise<void> {
  for (const change of toPairChanges(votes)) {
    const { teamId, createdAt, category, isBlind, modelA, modelB, winsA, winsB, ties } = change;
    await transaction.$executeRaw`
      with vote as (select ${teamId} as team_id, ${createdAt}::timestamptz as created_at)
      insert into rollup_pairs as rollup (team_id, slot, category, is_blind, model_a, model_b, wins_a, wins_b, ties)
      select team_id, ${DAY}, ${category}, ${isBlind}, ${modelA}, ${modelB}, ${winsA}, ${winsB}, ${ties} from vote
      on conflict (team_id, slot, category, is_blind, model_a, model_b) do update
        set wins_a = rollup.wins_a + excluded.wins_a, wins_b = rollup.wins_b + excluded.wins_b,
          ties = rollup.ties + excluded.ties`;
    await transaction.$executeRaw`
      delete from rollup_pairs where team_id = ${teamId} and model_a = ${modelA} and model_b = ${modelB}
        and category = ${category} and is_blind = ${isBlind} and wins_a = 0 and wins_b = 0 and ties = 0`;
  }
}

const DAY = Prisma.raw(teamDayStart('vote.created_at', 'vote.team_id'));

function toPairChanges(votes: CountedVote[]): PairChange[] {
  return votes
    .flatMap(({ pairs, sign, ...vote }) =>
      pairs.map((pair) => ({
        ...vote,
        ...pair,
        winsA: sign * pair.winsA,
        winsB: sign * pair.winsB,
        ties: sign * pair.ties,
      })),
    )
    .sort((a, b) => (toKey(a) < toKey(b) ? -1 : toKey(a) > toKey(b) ? 1 : 0));
}

function toKey({ teamId, createdAt, category, isBlind, modelA, modelB }: PairChange): string {
  return [teamId, createdAt.toISOString(), category, isBlind, modelA, modelB].join('\n');
}
