import type { Caller } from '../../caller';
import type { Database } from '../client';
import { toNanoUsd } from '../system/money';
import { type ApiKey, listKeys } from './keys';
import { mustSee } from './team-access';

export interface TeamKey extends ApiKey {
  /** This month's spend in the team's time zone. */
  spentNanoUsd: number;
}

/** A team's keys with their spend: active ones first, then the newest. */
export async function listTeamKeys(database: Database, caller: Caller, teamId: string): Promise<TeamKey[]> {
  await mustSee(database, caller, teamId);
  const [keys, rows] = await Promise.all([
    listKeys(database, teamId),
    database.$queryRaw<{ keyId: string; spent: bigint }[]>`
      select key_id as "keyId", sum(cost_nano_usd)::bigint as spent from rollup_callers
      where team_id = ${teamId} and grain = 'day' and key_id <> ''
        and slot >= date_trunc('month', now(), (select time_zone from teams where id = ${teamId}))
      group by 1`,
  ]);
  const spent = new Map(rows.map((row) => [row.keyId, toNanoUsd(row.spent)]));
  return keys
    .map((key) => ({ ...key, spentNanoUsd: spent.get(key.id) ?? 0 }))
    .sort((a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null));
}
