import type { TestDatabase } from '../../support/database';

/** What the ledger says, and whether it agrees with itself. */
export interface Ledger {
  requests: number;
  byStatus: Record<string, number>;
  pending: number;
  attempts: number;
  /** Ids that occur more than once, as a request or as an attempt of one. */
  duplicates: number;
  /** Settled requests whose attempt rows are not those that they count. */
  miscounted: number;
  /** Settled requests and attempts that the rollups count more or less often than once. */
  rollupDrift: number;
}

/** Reads the whole ledger of a test's own database. */
export async function readLedger(database: TestDatabase): Promise<Ledger> {
  const [row] = await database.query<Record<string, string>>(`
    select
      (select count(*) from requests) as requests,
      (select count(*) from requests where status = 'pending') as pending,
      (select count(*) from attempts) as attempts,
      (select count(*) - count(distinct id) from requests)
        + (select count(*) - count(distinct (request_id, number)) from attempts) as duplicates,
      (select count(*) from requests where attempt_count <>
        (select count(*) from attempts where request_id = requests.id)) as miscounted,
      abs((select coalesce(sum(requests), 0) from rollup_requests where grain = 'quarter')
        - (select count(*) from requests where status <> 'pending'))
        + abs((select coalesce(sum(attempts), 0) from rollup_spend where grain = 'quarter') - (select count(*) from attempts)) as drift`);
  const statuses = await database.query<{ status: string; count: string }>(
    'select status::text, count(*) from requests group by 1 order by 1',
  );
  const { requests, pending, attempts, duplicates, miscounted, drift } = row ?? {};
  return {
    requests: Number(requests),
    pending: Number(pending),
    attempts: Number(attempts),
    duplicates: Number(duplicates),
    miscounted: Number(miscounted),
    rollupDrift: Number(drift),
    byStatus: Object.fromEntries(statuses.map(({ status, count }) => [status, Number(count)])),
  };
}

/** The status that each of these requests has in the ledger; absent: it has no row. */
export async function statusesOf(database: TestDatabase, ids: string[]): Promise<Map<string, string>> {
  const rows = await database.query<{ id: string; status: string }>(
    'select id, status::text from requests where id = any($1)',
    [ids],
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}
