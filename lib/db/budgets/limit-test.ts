import { newId } from '../../engine/id';
import type { Database } from '../client';
import { toNanoUsd } from '../system/money';
import { createKey, PROOF_SCOPE } from '../teams/keys';

/** What is told while a budget is proved, one event a line. */
export type ProofEvent =
  | { type: 'start'; calls: number; room: number; model: string; limitNanoUsd: number }
  /** `failed`: neither an answer nor 402. */
  | { type: 'call'; number: number; as: 'answered' | 'refused' | 'failed'; message: string | null }
  | ({ type: 'end'; at: number } & ProofResult);

/** What the budget and the ledger say once nothing is under way any more. */
export interface ProofResult {
  limitNanoUsd: number;
  /** By the budget's own counter. */
  spentNanoUsd: number;
  overspentNanoUsd: number;
  /** By the ledger: what its requests cost, and how many were admitted. */
  ledgerNanoUsd: number;
  admitted: number;
}

export interface Proof {
  keyId: string;
  secret: string;
  budgetId: string;
  limitNanoUsd: number;
}

const KEY_MS = 5 * 60_000;
const SETTLE_MS = 15_000;
const LOOK_MS = 50;

/** A key of the team that lives a few minutes, to prove a budget with. What earlier ones left is taken away. */
export async function openProofKey(database: Database, teamId: string): Promise<{ keyId: string; secret: string }> {
  await sweepProofs(database);
  const { secret, key } = await createKey(database, {
    name: 'Prove it (sandbox)',
    teamId,
    createdById: null,
    scopes: ['chat', PROOF_SCOPE],
    expiresAt: new Date(Date.now() + KEY_MS),
  });
  return { keyId: key.id, secret };
}

/** A budget of that key alone. Nothing came before it, so there is nothing to count; without a ladder nobody is alerted. */
export async function openProofBudget(database: Database, keyId: string, limitNanoUsd: number): Promise<string> {
  const id = newId('bud');
  const period = { period: 'total', periodStart: new Date(0) } as const;
  await database.budget.create({ data: { id, scope: 'key', keyId, limitNanoUsd, ladder: [], ...period } });
  return id;
}

/** Waits until nothing is reserved any more, and reads what was spent. */
export async function proofResult(database: Database, { keyId, budgetId }: Proof): Promise<ProofResult> {
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
): Promise<Pick<ProofResult, 'ledgerNanoUsd' | 'admitted'>> {
  // Today's rows: the ledger is divided by time, and a proof is over in seconds.
  const [row] = await database.$queryRaw<[{ cost: bigint; admitted: number }]>`
    select coalesce(sum(cost_nano_usd), 0)::bigint as cost, count(*)::int as admitted from requests
    where team_id = (select team_id from api_keys where id = ${keyId}) and created_at > now() - interval '10 minutes'
      and key_id = ${keyId} and ${budgetId} = any(budget_ids)`;
  return { ledgerNanoUsd: toNanoUsd(row.cost), admitted: row.admitted };
}

/** Takes the key and its budgets away. What was asked with it stays in the ledger. */
export async function closeProof(database: Database, keyId: string): Promise<void> {
  await database.budget.deleteMany({ where: { scope: 'key', keyId } });
  await database.apiKey.deleteMany({ where: { id: keyId } });
}

/** What a proof left that was cut short. */
async function sweepProofs(database: Database): Promise<void> {
  const left = await database.apiKey.findMany({
    where: { scopes: { has: PROOF_SCOPE }, expiresAt: { lt: new Date() } },
    select: { id: true },
  });
  for (const { id } of left) await closeProof(database, id);
}
