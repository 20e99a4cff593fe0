import { type Caller, isAdmin, type UserCaller } from '../../caller';
import { AppError } from '../../errors';
import type { Database } from '../client';
import { mustManage } from '../teams/team-access';
import { type BudgetChange, createBudget, type NewBudget, setBudgetDeleted, updateBudget } from './budgets';

export type BudgetDraft = Pick<
  NewBudget,
  'scope' | 'keyId' | 'userId' | 'period' | 'timeZone' | 'limitNanoUsd' | 'ladder'
>;

/** Creates a budget of a team, of one of its keys or members, or, for admins, of the whole workspace. */
export async function addBudget(
  database: Database,
  caller: UserCaller,
  teamId: string,
  draft: BudgetDraft,
): Promise<string> {
  await mustManage(database, caller, teamId);
  const { scope, keyId = null, userId = null } = draft;
  if (scope === 'workspace') mustBeAdmin(caller);
  if (scope === 'key' && !(await database.apiKey.count({ where: { id: keyId ?? '', teamId } })))
    throw new AppError('not_found', 'The team has no such key.', { param: 'keyId' });
  if (scope === 'member' && !(await database.membership.count({ where: { userId: userId ?? '', teamId } })))
    throw new AppError('not_found', 'This person is not in the team.', { param: 'userId' });
  return createBudget(database, {
    ...draft,
    teamId: scope === 'team' || scope === 'member' ? teamId : null,
    keyId: scope === 'key' ? keyId : null,
    userId: scope === 'member' ? userId : null,
    createdById: caller.userId,
  });
}

export async function changeBudget(
  database: Database,
  caller: Caller,
  id: string,
  change: BudgetChange,
): Promise<void> {
  await mustManageBudget(database, caller, id);
  await updateBudget(database, id, change);
}

export async function removeBudget(database: Database, caller: Caller, id: string): Promise<void> {
  await mustManageBudget(database, caller, id);
  await setBudgetDeleted(database, id, true);
}

/** Undoes a removal; what was spent in the meantime counts. */
export async function restoreBudget(database: Database, caller: Caller, id: string): Promise<void> {
  await mustManageBudget(database, caller, id);
  await setBudgetDeleted(database, id, false);
}

/**
 * Throws unless the caller may change this budget: their team's, their team's key's or, for admins, the workspace's.
 */
async function mustManageBudget(database: Database, caller: Caller, id: string): Promise<void> {
  const budget = await database.budget.findUnique({ where: { id } });
  if (!budget) throw new AppError('not_found', 'There is no such budget.');
  if (budget.scope === 'workspace') return mustBeAdmin(caller);
  const teamId = budget.teamId ?? (await teamOfKey(database, budget.keyId));
  await mustManage(database, caller, teamId);
}

function mustBeAdmin(caller: Caller): void {
  if (!isAdmin(caller))
    throw new AppError('forbidden', 'Only an owner or an admin of the workspace may change its budgets.');
}

async function teamOfKey(database: Database, keyId: string | null): Promise<string> {
  const key = await database.apiKey.findUnique({ where: { id: keyId ?? '' }, select: { teamId: true } });
  if (!key) throw new AppError('not_found', 'There is no such budget.');
  return key.teamId;
}
