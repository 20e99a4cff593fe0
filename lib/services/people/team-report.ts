import type { UserCaller } from '../../caller';
import { type BudgetView, computeUsedShare, viewBudgets } from '../../db/budgets/budget-views';
import { type Budget, listBudgets } from '../../db/budgets/budgets';
import type { Database } from '../../db/client';
import { type Invitation, listInvitations } from '../../db/teams/invitations';
import { listMembers, type TeamMember } from '../../db/teams/members';
import { listTeamKeys, type TeamKey } from '../../db/teams/team-keys';
import { listTeams, type TeamSummary } from '../../db/teams/teams';

export interface TeamItem {
  id: string;
  name: string;
  people: number;
  /** Spend of this month. */
  spentNanoUsd: number;
  /** Its own budget with the least left; null without one. */
  budget: { spentNanoUsd: number; reservedNanoUsd: number; limitNanoUsd: number } | null;
}

export interface TeamReport {
  teams: TeamItem[];
  team: TeamSummary;
  budgets: BudgetView[];
  members: TeamMember[];
  invitations: Invitation[];
  keys: TeamKey[];
  /** Epoch ms. */
  now: number;
}

/** The teams page's data for the chosen team, or for the caller's own when the chosen one is not visible to them. */
export async function teamReport(
  { runtime, caller }: { runtime: { database: Database }; caller: UserCaller },
  chosenId: string | undefined,
): Promise<TeamReport> {
  const { database } = runtime;
  const now = Date.now();
  const teams = await listTeams(database, caller);
  const team = teams.find(({ id }) => id === chosenId) ?? teams.find(({ id }) => id === caller.teamId) ?? teams[0];
  if (!team) throw new Error('The signed-in user belongs to no team.');
  const [all, budgets, members, invitations, keys] = await Promise.all([
    listBudgets(database),
    viewBudgets(database, caller, team.id, now),
    listMembers(database, caller, team.id),
    listInvitations(database, caller, team.id),
    listTeamKeys(database, caller, team.id),
  ]);
  const items = teams.map(({ id, name, people, spentNanoUsd }) => ({
    id,
    name,
    people,
    spentNanoUsd,
    budget: tightestBudget(all.filter((one) => one.scope === 'team' && one.teamId === id)),
  }));
  return { teams: items, team, budgets, members, invitations, keys, now };
}

/** The team's own budget with the least left. */
function tightestBudget(budgets: Budget[]): TeamItem['budget'] {
  const [first] = [...budgets].sort((a, b) => computeUsedShare(b) - computeUsedShare(a));
  if (!first) return null;
  const { spentNanoUsd, reservedNanoUsd, limitNanoUsd } = first;
  return { spentNanoUsd, reservedNanoUsd, limitNanoUsd };
}
