import type { Caller, WorkspaceRole } from '../../caller';
import { AppError } from '../../errors';
import type { Database } from '../client';
import { toNanoUsd } from '../system/money';
import { mustManage, mustSee, type TeamAccess } from './team-access';

export interface TeamMember {
  userId: string;
  name: string;
  email: string;
  /** Within this team. */
  role: WorkspaceRole;
  /** This month's spend in the team's time zone: the user's own requests and those of their keys. */
  spentNanoUsd: number;
  /** Epoch ms; null: never. */
  lastSeenAt: number | null;
}

type Row = Omit<TeamMember, 'spentNanoUsd' | 'lastSeenAt'> & { spent: bigint; lastSeenAt: Date | null };

/** The members of a team, owners first. */
export async function listMembers(database: Database, caller: Caller, teamId: string): Promise<TeamMember[]> {
  await mustSee(database, caller, teamId);
  const rows = await database.$queryRaw<Row[]>`
    select users.id as "userId", users.name, users.email, memberships.role::text as role,
      greatest(users.last_login_at, (
        select max(updated_at) from conversations where conversations.user_id = users.id
      )) as "lastSeenAt",
      (select coalesce(sum(cost_nano_usd), 0)::bigint from rollup_callers
        where rollup_callers.team_id = teams.id and grain = 'day'
          and slot >= date_trunc('month', now(), teams.time_zone)
          and (rollup_callers.user_id = users.id or key_id in (
            select id from api_keys where api_keys.team_id = teams.id and created_by_id = users.id
          ))) as spent
    from memberships join users on users.id = memberships.user_id join teams on teams.id = memberships.team_id
    where memberships.team_id = ${teamId}
    order by memberships.role, users.name, users.id`;
  return rows.map(({ spent, lastSeenAt, ...row }) => ({
    ...row,
    spentNanoUsd: toNanoUsd(spent),
    lastSeenAt: lastSeenAt?.getTime() ?? null,
  }));
}

/** Changes a member's role. Only owners can appoint or remove owners, and a team keeps at least one. */
export async function changeRole(
  database: Database,
  caller: Caller,
  { teamId, userId, role }: { teamId: string; userId: string; role: WorkspaceRole },
): Promise<void> {
  const access = await mustManage(database, caller, teamId);
  checkMayGrant(access, role);
  await database.$transaction(async (transaction) => {
    const before = await lockRole(transaction as Database, teamId, userId, role === 'owner');
    checkMayGrant(access, before);
    await transaction.membership.update({ where: { userId_teamId: { userId, teamId } }, data: { role } });
  });
}

/** Removes a member from a team. Their spend stays in its totals, and the keys they created keep working. */
export async function removeMember(
  database: Database,
  caller: Caller,
  { teamId, userId }: { teamId: string; userId: string },
): Promise<void> {
  const access = await mustManage(database, caller, teamId);
  await database.$transaction(async (transaction) => {
    checkMayGrant(access, await lockRole(transaction as Database, teamId, userId, false));
    await checkHasOtherTeam(transaction as Database, teamId, userId);
    await transaction.membership.delete({ where: { userId_teamId: { userId, teamId } } });
  });
}

/** Throws unless the caller may assign, or remove, this role. */
export function checkMayGrant({ isOwner }: TeamAccess, role: WorkspaceRole): void {
  if (role === 'owner' && !isOwner)
    throw new AppError('forbidden', 'Only an owner of this team may make or unmake its owners.');
}

/** The role of a member who may give it up. Locks all roles of the team, so that one owner remains. */
async function lockRole(
  database: Database,
  teamId: string,
  userId: string,
  staysOwner: boolean,
): Promise<WorkspaceRole> {
  const held = await database.$queryRaw<{ userId: string; role: WorkspaceRole }[]>`
    select user_id as "userId", role::text as role from memberships where team_id = ${teamId}
    order by user_id for update`;
  const before = held.find((one) => one.userId === userId)?.role;
  if (!before) throw new AppError('not_found', 'This person is not in the team.');
  const owners = held.filter(({ role }) => role === 'owner').length;
  if (before === 'owner' && owners === 1 && !staysOwner)
    throw new AppError('conflict', 'A team needs at least one owner. Make another member an owner first.');
  return before;
}

/** A user without a team cannot do anything: the owner of the workspace must not lock themselves out. */
async function checkHasOtherTeam(database: Database, teamId: string, userId: string): Promise<void> {
  const user = await database.user.findUniqueOrThrow({ where: { id: userId } });
  const others = await database.membership.count({ where: { userId, NOT: { teamId } } });
  if (user.role === 'owner' && others === 0)
    throw new AppError('conflict', `${user.name} owns the workspace and would be left without a team.`);
}
