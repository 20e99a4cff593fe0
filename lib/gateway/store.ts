import type { Caller } from '../caller';
import { admit } from '../db/ledger/admit';
import { amountsToReserve, withinReservation, worstCasesNanoUsd } from '../engine/money/reservation';
import type { AdmissionResult, PendingRecord, Store } from '../engine/store';
import { AppError } from '../errors';
import { overBudgetSentence } from '../runtime/budget-message';
import type { Runtime } from '../runtime/runtime';
import { databaseAway } from './http/authenticate';

export type StoreRuntime = Pick<Runtime, 'catalog' | 'database' | 'lease' | 'settlements'>;

/** The engine's store on PostgreSQL, for one caller: it writes rows of the caller's team only. */
export function postgresStore(runtime: StoreRuntime, caller: Caller): Store {
  return {
    admit: (record) => admitWithinBudgets(runtime, caller, record),
    settle: (settlement) => runtime.settlements.submit(settlement),
  };
}

/**
 * Records the pending request and reserves in every budget that applies. Refuses with 401 for a key that no longer
 * works and with 402 when no candidate fits; rejects with 503 while the database is unavailable.
 */
async function admitWithinBudgets(
  { catalog, database, lease }: StoreRuntime,
  caller: Caller,
  record: PendingRecord,
): Promise<AdmissionResult> {
  const { decision, limits, now } = record;
  const worstCases = worstCasesNanoUsd({ decision, catalog, now, ...limits });
  const amounts = amountsToReserve(decision, worstCases, limits.fallbackOnRefusal);
  const result = await admit(database, {
    ...record,
    caller,
    processId: lease.identity.id,
    worstCases: amounts,
  }).catch((error) => {
    throw databaseAway(error);
  });
  if (result.kind === 'unknown-caller')
    return refused('invalid_api_key', 'This API key is not known here, has expired or was revoked.');
  if (result.kind === 'over-budget')
    return refused('budget_exceeded', overBudgetSentence(result.budget, amounts[0] ?? 0));
  if (!result.isBudgeted) return { kind: 'admitted', decision };
  const fitting = withinReservation(decision, worstCases, result.reservedNanoUsd, limits.fallbackOnRefusal);
  return { kind: 'admitted', decision: fitting };
}

function refused(code: AppError['code'], message: string): AdmissionResult {
  return { kind: 'refused', error: new AppError(code, message) };
}
