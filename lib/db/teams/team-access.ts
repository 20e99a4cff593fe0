import { type Caller, isAdmin, mayTeach, type WorkspaceRole } from '../../caller';
import { AppError } from '../../errors';
import type { Database } from '../client';

/** What a caller may do with a team: read, or also change members, keys and budgets. */
export interface TeamAccess {
  mayManage: boolean;
  /** Whether they may also appoint and remove owners. */
  isOwner: boolean;
}

/**
 * A caller's access to a team; null when they have none. Admins of the workspace manage every team; a team's own owners
 * and admins manage it; its other members can read.
 */
export async function accessTo(database: Database, caller: Caller, teamId: string): Promise<TeamAccess | null> {
  if (caller.kind === 'key') return caller.teamId === teamId ? { mayManage: false, isOwner: false } : null;
  const [team, membership] = await Promise.all([
    database.team.findUnique({ where: { id: teamId }, select: { id: true } }),
    database.membership.findUnique({ where: { userId_teamId: { userId: caller.userId, teamId } } }),
  ]);
  if (!team) return null;
  if (isAdmin(caller)) return { mayManage: true, isOwner: true };
  return membership && toTeamAccess(membership.role);
}

/** The teams with figures that a caller may see: their own, for admins of the workspace all; for a key its own. */
export async function visibleTeams(database: Database, caller: Caller): Promise<string[]> {
  if (caller.kind === 'key') return [caller.teamId];
  const where = isAdmin(caller) ? {} : { memberships: { some: { userId: caller.userId } } };
  const teams = await database.team.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } });
  return teams.map(({ id }) => id);
}

/** What a role within a team allows. */
export function toTeamAccess(role: WorkspaceRole): TeamAccess {
  return { mayManage: role === 'owner' || role === 'admin', isOwner: role === 'owner' };
}

/** Throws `not_found` for a team without access, so that the error does not reveal whether it exists. */
export async function mustSee(database: Database, caller: Caller, teamId: string): Promise<TeamAccess> {
  const access = await accessTo(database, caller, teamId);
  if (!access) throw new AppError('not_found', 'There is no such team.');
  return access;
}

/** Throws `forbidden` for callers who can only read. */
export async function mustManage(database: Database, caller: Caller, teamId: string): Promise<TeamAccess> {
  const access = await mustSee(database, caller, teamId);
  if (!access.mayManage) throw new AppError('forbidden', 'Only an owner or an admin of this team may do this.');
  return access;
}

/** Throws `forbidden` for callers whose feedback memory does not use. */
export function mustTeach(caller: Caller): void {
  if (mayTeach(caller)) return;
  throw new AppError(
    'forbidden',
    caller.kind === 'key'
      ? 'The creator of this API key is now a viewer of the team. Ratings, votes and corrections train the router and require the member role. Use the key of a member.'
      : 'You are a viewer of this team. Ratings, votes and corrections train the router and require the member role. Ask an owner or an admin for it.',
  );
}
