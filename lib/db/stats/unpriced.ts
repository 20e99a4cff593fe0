import type { Caller } from '../../caller';
import type { Database } from '../client';

/** A team's calls to a model without a price. */
export interface UnpricedUse {
  /** `provider/name`. */
  model: string;
  calls: number;
  tokens: number;
  /** Time of the earliest of these calls. */
  since: Date;
}

const DAYS = 30;

/** Calls of the last 30 days with unknown cost, most first. No total includes them. */
export async function unpricedUse(database: Database, { teamId }: Caller): Promise<UnpricedUse[]> {
  const rows = await database.$queryRaw<{ model: string; calls: number; tokens: bigint; since: Date }[]>`
    select model, sum(unpriced_attempts)::int as calls, min(slot) as since,
      sum(input_tokens + cached_input_tokens + cache_write_tokens + output_tokens + reasoning_tokens)::bigint as tokens
    from rollup_spend
    where team_id = ${teamId} and slot >= now() - make_interval(days => ${DAYS}::int) and unpriced_attempts > 0
    group by 1 order by 2 desc, 1`;
  return rows.map((row) => ({ ...row, tokens: Number(row.tokens) }));
}
