import { type Caller, isAdmin } from '../../caller';
import { type Budget, listBudgets } from '../../db/budgets/budgets';
import type { Database } from '../../db/client';
import { budgetName } from '../../runtime/budget-message';

/** A budget in force, in words and figures. */
export interface CostBudget extends Budget {
  /** Such as `the monthly budget of team Atlas`. */
  words: string;
  /** Of the limit, spent and reserved: 0..1 and above. */
  share: number;
}

/** The budgets that a caller may see: of the team, its keys and members; of others than oneself, and of the workspace, admins alone. */
export async function budgetsOf(database: Database, caller: Caller): Promise<CostBudget[]> {
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
    .map((budget) => ({ ...budget, words: budgetName(budget), share: shareOf(budget) }))
    .sort((a, b) => b.share - a.share);
}

/** The budget whose limit the team's month runs against: the lowest monthly one of the team itself. */
export function bindingBudget(budgets: CostBudget[], timeZone: string): CostBudget | null {
  const monthly = budgets.filter(
    (budget) => budget.scope === 'team' && budget.period === 'month' && budget.timeZone === timeZone,
  );
  return monthly.sort((a, b) => a.limitNanoUsd - b.limitNanoUsd)[0] ?? null;
}

function shareOf({ spentNanoUsd, reservedNanoUsd, limitNanoUsd }: Budget): number {
  return limitNanoUsd > 0 ? (spentNanoUsd + reservedNanoUsd) / limitNanoUsd : 1;
}
