import { type Caller, isAdmin, type UserCaller, type WorkspaceRole } from '../../caller';
import { newId } from '../../engine/id';
import { AppError } from '../../errors';
import type { Database } from '../client';
import { toNanoUsd } from '../system/money';
import { mustManage, toTeamAccess } from './team-access';
import { checkTimeZone, setTimeZone } from './time-zone';

export interface Team {
  id: string;
  name: string;
}

const FIRST_TEAM_LOCK = 0x61336e;

/** The oldest team. It is created on the first start, so that keys can be created before anyone has signed in. */
export async function ensureFirstTeam(database: Database): Promise<Team> {
  return database.$transaction(async (transaction) => {
    await transaction.$executeRaw`select pg_advisory_xact_lock(${FIRST_TEAM_LOCK})`;
    const first = await transaction.team.findFirst({ orderBy: { createdAt: 'asc' } });
    return first ?? transaction.team.create({ data: { id: newId('team'), name: 'Workspace' } });
  });
}

/** A team by its id or its name, ignoring case. */
export async function findTeam(database: Database, idOrName: string): Promise<Team | null> {
  return database.team.findFirst({
    where: { OR: [{ id: idOrName }, { name: { equals: idOrName, mode: 'insensitive' } }] },
  });
}

export interface TeamSummary extends Team {
  timeZone: string;
  people: number;
  /** This month's spend in the team's time zone. */
  spentNanoUsd: number;
  mayManage: boolean;
  isOwner: boolean;
}

type Row = Team & { timeZone: string; people: number; spent: bigint; role: WorkspaceRole | null };

/** The teams that a user may see, oldest first: their own; admins of the workspace see all. */
export async function listTeams(database: Database, caller: UserCaller): Promise<TeamSummary[]> {
  const rows = await database.$queryRaw<Row[]>`
    select teams.id, teams.name, teams.time_zone as "timeZone", mine.role::text as role,
      (select count(*)::int from memberships where memberships.team_id = teams.id) as people,
      (select coalesce(sum(cost_nano_usd), 0)::bigint from rollup_requests
        where rollup_requests.team_id = teams.id and grain = 'day'
          and slot >= date_trunc('month', now(), teams.time_zone)) as spent
    from teams left join memberships as mine on mine.team_id = teams.id and mine.user_id = ${caller.userId}
    where ${isAdmin(caller)} or mine.user_id is not null
    order by teams.created_at, teams.id`;
  const all = isAdmin(caller);
  return rows.map(({ spent, role, ...team }) => ({
    ...team,
    spentNanoUsd: toNanoUsd(spent),
    ...(all ? { mayManage: true, isOwner: true } : toTeamAccess(role ?? 'viewer')),
  }));
}

export interface TeamDraft {
  name: string;
  timeZone: string;
}

/** Creates a team with the caller as a member. Only for admins of the workspace. */
export async function createTeam(
  database: Database,
  caller: UserCaller,
  { name, timeZone }: TeamDraft,
): Promise<string> {
  if (!isAdmin(caller)) throw new AppError('forbidden', 'Only an owner or an admin of the workspace may make a team.');
  checkTimeZone(timeZone);
  await checkName(database, name, null);
  const id = newId('team');
  const memberships = { create: { userId: caller.userId, role: 'owner' as const } };
  await database.team.create({ data: { id, name, timeZone, memberships } });
  return id;
}

/** Renames a team, and recomputes its days when the time zone changed. */
export async function changeTeam(
  database: Database,
  caller: Caller,
  teamId: string,
  { name, timeZone }: TeamDraft,
): Promise<void> {
  await mustManage(database, caller, teamId);
  checkTimeZone(timeZone);
  await checkName(database, name, teamId);
  const before = await database.team.update({ where: { id: teamId }, data: { name }, select: { timeZone: true } });
  if (before.timeZone !== timeZone) await setTimeZone(database, teamId, timeZone);
}

/** API clients refer to teams by name, so names are unique. */
async function checkName(database: Database, name: string, own: string | null): Promise<void> {
  const other = await database.team.findFirst({
    where: { name: { equals: name, mode: 'insensitive' }, ...(own && { NOT: { id: own } }) },
  });
  if (other) throw new AppError('conflict', `There is a team ${other.name} already.`, { param: 'name' });
}
