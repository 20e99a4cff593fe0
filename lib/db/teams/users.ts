import type { WorkspaceRole } from '../../caller';
import { newId } from '../../engine/id';
import { AppError } from '../../errors';
import type { Database } from '../client';

export interface User {
  id: string;
  email: string;
  name: string;
  role: WorkspaceRole;
  passwordHash: string;
}

/** True once there is an owner. */
export async function hasOwner(database: Database): Promise<boolean> {
  return (await database.user.findFirst({ where: { role: 'owner' }, select: { id: true } })) !== null;
}

export interface NewOwner {
  email: string;
  name: string;
  passwordHash: string;
  /** Names the first team; keeps its name when absent. */
  workspace?: string;
}

/** Locked while an owner is created, so that two first visitors cannot both become owner. */
const OWNER_LOCK = 0x61336d;

/** Creates the first account as a member of the first team. Throws `conflict` when there is an owner. */
export async function createOwner(
  database: Database,
  { email, name, passwordHash, workspace }: NewOwner,
): Promise<User> {
  return database.$transaction(async (transaction) => {
    await transaction.$executeRaw`select pg_advisory_xact_lock(${OWNER_LOCK})`;
    if (await hasOwner(transaction as Database))
      throw new AppError('conflict', 'This place already has an owner. Sign in instead.');
    const team = await transaction.team.findFirstOrThrow({ orderBy: { createdAt: 'asc' } });
    if (workspace) await transaction.team.update({ where: { id: team.id }, data: { name: workspace } });
    return transaction.user.create({
      data: {
        id: newId('usr'),
        email: email.toLowerCase(),
        name,
        passwordHash,
        role: 'owner',
        memberships: { create: { teamId: team.id, role: 'owner' } },
      },
    });
  });
}

export async function findUserByEmail(database: Database, email: string): Promise<User | null> {
  return database.user.findUnique({ where: { email: email.toLowerCase() } });
}

export interface Member {
  id: string;
  name: string;
  email: string;
  role: WorkspaceRole;
  /** In that team. */
  teamRole: WorkspaceRole;
  teamId: string;
  teamName: string;
}

/**
 * A signed-in user with the team they act for: the requested one when they belong to it, else their first. Null when
 * the account or its last membership was deleted.
 */
export async function findMember(
  database: Database,
  userId: string,
  requestedTeamId: string | null = null,
): Promise<Member | null> {
  const memberships = await database.membership.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'asc' }, { teamId: 'asc' }],
    include: { user: true, team: true },
  });
  const membership = memberships.find(({ teamId }) => teamId === requestedTeamId) ?? memberships[0];
  if (!membership) return null;
  const { user, team } = membership;
  const { id, name, email, role } = user;
  return { id, name, email, role, teamRole: membership.role, teamId: team.id, teamName: team.name };
}

/** The teams that a user belongs to and may act for, by name. */
export async function listUserTeams(database: Database, userId: string): Promise<{ id: string; name: string }[]> {
  const memberships = await database.membership.findMany({
    where: { userId },
    select: { team: { select: { id: true, name: true } } },
    orderBy: { team: { name: 'asc' } },
  });
  return memberships.map(({ team }) => team);
}

export async function recordLogin(database: Database, userId: string): Promise<void> {
  await database.user.update({ where: { id: userId }, data: { lastLoginAt: new Date() } });
}
