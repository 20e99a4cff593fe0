import { type Caller, isAdmin, mayTeach, type WorkspaceRole } from '../../caller';
import { AppError } from '../../errors';
import type { Database } from '../client';

/** What a caller may do with a team: look, or also change members, keys and budgets. */
export interface TeamAccess {
  mayManage: boolean;
  /** Whether they may make and unmake owners too. */
  isOwner: boolean;
}

/**
 * A caller's access to a team; null when it is none of theirs. Admins of the workspace manage every team; a team's own
 * owners and admins manage it; its other members look.
 */
export async function accessTo(database: Database, caller: Caller, teamId: string): Promise<TeamAccess | null> {
  if (caller.kind === 'key') return caller.teamId === teamId ? { mayManage: false, isOwner: false } : null;
  const [team, membership] = await Promise.all([
    database.team.findUnique({ where: { id: teamId }, select: { id: true } }),
    database.membership.findUnique({ where: { userId_teamId: { userId: caller.userId, teamId } } }),
  ]);
  if (!team) return null;
  if (isAdmin(caller)) return { mayManage: true, isOwner: true };
  return membership && accessOf(membership.role);
}

/** The teams whose figures a caller may see: their own, for admins of the workspace all; for a key its own. */
export async function seenTeams(database: Database, caller: Caller): Promise<string[]> {
  if (caller.kind === 'key') return [caller.teamId];
  const where = isAdmin(caller) ? {} : { memberships: { some: { userId: caller.userId } } };
  const teams = await database.team.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } });
  return teams.map(({ id }) => id);
}

/** What a role within a team allows. */
export function accessOf(role: WorkspaceRole): TeamAccess {
  return { mayManage: role === 'owner' || role === 'admin', isOwner: role === 'owner' };
}

/** Throws `not_found` for a team that is none of the caller's: whether it exists is not theirs to know. */
export async function mustSee(database: Database, caller: Caller, teamId: string): Promise<TeamAccess> {
  const access = await accessTo(database, caller, teamId);
  if (!access) throw new AppError('not_found', 'There is no such team.');
  return access;
}

/** Throws `forbidden` for those who may only look. */
export async function mustManage(database: Database, caller: Caller, teamId: string): Promise<TeamAccess> {
  const access = await mustSee(database, caller, teamId);
  if (!access.mayManage) throw new AppError('forbidden', 'Only an owner or an admin of this team may do this.');
  return access;
}

/** Throws `forbidden` for those whose words memory does not learn from. */
export function mustTeach(caller: Caller): void {
  if (mayTeach(caller)) return;
  throw new AppError(
    'forbidden',
    caller.kind === 'key'
      ? 'This key was made by somebody who is a viewer of its team now. Viewers look on: their ratings, votes and corrections teach the router nothing. Use the key of a member.'
      : 'You are a viewer here. Viewers look on: ratings, votes and corrections teach the router, so they are for members. Ask an owner or an admin to make you one.',
  );
}
