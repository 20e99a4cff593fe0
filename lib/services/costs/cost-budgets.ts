import { type Caller, isAdmin } from '../../caller';
import { type Budget, listBudgets } from '../../db/budgets/budgets';
import type { Database } from '../../db/client';
import { budgetName } from '../../runtime/budget-message';

/** An active budget with its name and share used. */
export interface CostBudget extends Budget {
  /** Such as `the monthly budget of team Atlas`. */
  name: string;
  /** Spent and reserved as a share of the limit: 0..1 and above. */
  share: number;
}

/** Budgets visible to a caller: their team's, their own and those of their keys. Admins see all of the team's and the workspace's. */
export async function listVisibleBudgets(database: Database, caller: Caller): Promise<CostBudget[]> {
  const [budgets, keys] = await Promise.all([
    listBudgets(database),
    database.apiKey.findMany({ where: { teamId: caller.teamId }, select: { id: true, createdById: true } }),
  ]);
  const mayAll = isAdmin(caller);
  const me = caller.kind === 'user' ? caller.userId : caller.createdById;
  const seenKeys = new Set(keys.filter(({ createdById }) => mayAll || createdById === me).map(({ id }) => id));
  const isSeen = ({ scope, teamId, keyId, userId }: Budget) => {
    if (scope === 'workspace') return mayAll;
    if (scope === 'key') return keyId !== null && seenKeys.has(keyId);
    return teamId === caller.teamId && (scope === 'team' || mayAll || userId === me);
  };
  return budgets
    .filter(isSeen)
    .map((budget) => ({ ...budget, name: budgetName(budget), share: computeUsedShare(budget) }))
    .sort((a, b) => b.share - a.share);
}

/** The budget that limits the team's month: its lowest monthly one. */
export function bindingBudget(budgets: CostBudget[], timeZone: string): CostBudget | null {
  const monthly = budgets.filter(
    (budget) => budget.scope === 'team' && budget.period === 'month' && budget.timeZone === timeZone,
  );
  return monthly.sort((a, b) => a.limitNanoUsd - b.limitNanoUsd)[0] ?? null;
}

function computeUsedShare({ spentNanoUsd, reservedNanoUsd, limitNanoUsd }: Budget): number {
  return limitNanoUsd > 0 ? (spentNanoUsd + reservedNanoUsd) / limitNanoUsd : 1;
}
