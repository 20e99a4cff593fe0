import { newId } from '../../engine/id';
import type { Database } from '../client';
import { toNanoUsd } from '../system/money';
import { createKey, LIMIT_TEST_SCOPE } from '../teams/keys';

/** The events of a limit test, one a line. */
export type LimitTestEvent =
  | { type: 'start'; calls: number; room: number; model: string; limitNanoUsd: number }
  /** `failed`: neither an answer nor 402. */
  | { type: 'call'; number: number; result: 'answered' | 'refused' | 'failed'; message: string | null }
  | ({ type: 'end'; at: number } & LimitTestResult);

/** What the budget and the ledger hold once nothing is in progress. */
export interface LimitTestResult {
  limitNanoUsd: number;
  /** By the budget's own counter. */
  spentNanoUsd: number;
  overspentNanoUsd: number;
  /** By the ledger: the cost of its requests, and how many were admitted. */
  ledgerNanoUsd: number;
  admitted: number;
}

export interface LimitTest {
  keyId: string;
  secret: string;
  budgetId: string;
  limitNanoUsd: number;
}

const KEY_MS = 5 * 60_000;
const SETTLE_MS = 15_000;
const LOOK_MS = 50;

/** Creates a key of the team that expires in minutes, for a limit test. Deletes what earlier tests left behind. */
export async function createLimitTestKey(
  database: Database,
  teamId: string,
): Promise<{ keyId: string; secret: string }> {
  await deleteExpiredLimitTests(database);
  const { secret, key } = await createKey(database, {
    name: 'Limit test (sandbox)',
    teamId,
    createdById: null,
    scopes: ['chat', LIMIT_TEST_SCOPE],
    expiresAt: new Date(Date.now() + KEY_MS),
  });
  return { keyId: key.id, secret };
}

/**
 * Creates a budget for that key alone. A new key has no earlier spend to count, and without a ladder there are no
 * alerts.
 */
export async function createLimitTestBudget(database: Database, keyId: string, limitNanoUsd: number): Promise<string> {
  const id = newId('bud');
  const period = { period: 'total', periodStart: new Date(0) } as const;
  await database.budget.create({ data: { id, scope: 'key', keyId, limitNanoUsd, ladder: [], ...period } });
  return id;
}

/** Waits until nothing is reserved, and reads what was spent. */
export async function readLimitTestResult(
  database: Database,
  { keyId, budgetId }: LimitTest,
): Promise<LimitTestResult> {
  const deadline = Date.now() + SETTLE_MS;
  for (;;) {
    const budget = await database.budget.findUniqueOrThrow({ where: { id: budgetId } });
    if (budget.reservedNanoUsd === 0n || Date.now() > deadline) {
      const [limitNanoUsd, spentNanoUsd] = [toNanoUsd(budget.limitNanoUsd), toNanoUsd(budget.spentNanoUsd)];
      const overspentNanoUsd = Math.max(0, spentNanoUsd - limitNanoUsd);
      return { limitNanoUsd, spentNanoUsd, overspentNanoUsd, ...(await inLedger(database, keyId, budgetId)) };
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function inLedger(
  database: Database,
  keyId: string,
  budgetId: string,
): Promise<Pick<LimitTestResult, 'ledgerNanoUsd' | 'admitted'>> {
  // Reads only the latest rows: the ledger is partitioned by time, and a limit test takes seconds.
  const [row] = await database.$queryRaw<[{ cost: bigint; admitted: number }]>`
    select coalesce(sum(cost_nano_usd), 0)::bigint as cost, count(*)::int as admitted from requests
    where team_id = (select team_id from api_keys where id = ${keyId}) and created_at > now() - interval '10 minutes'
      and key_id = ${keyId} and ${budgetId} = any(budget_ids)`;
  return { ledgerNanoUsd: toNanoUsd(row.cost), admitted: row.admitted };
}

/** Deletes the key and its budgets. Its requests stay in the ledger. */
export async function deleteLimitTest(database: Database, keyId: string): Promise<void> {
  await database.budget.deleteMany({ where: { scope: 'key', keyId } });
  await database.apiKey.deleteMany({ where: { id: keyId } });
}

/** Deletes what interrupted limit tests left behind. */
async function deleteExpiredLimitTests(database: Database): Promise<void> {
  const left = await database.apiKey.findMany({
    where: { scopes: { has: LIMIT_TEST_SCOPE }, expiresAt: { lt: new Date() } },
    select: { id: true },
  });
  for (const { id } of left) await deleteLimitTest(database, id);
}
