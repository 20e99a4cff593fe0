import type { Caller, UserCaller, WorkspaceRole } from '../../caller';
import { newId, randomDigits } from '../../engine/id';
import { AppError } from '../../errors';
import type { Database } from '../client';
import { checkMayGrant } from './members';
import { hashToken } from './one-time-links';
import { mustManage, mustSee } from './team-access';

const VALID_DAYS = 7;
const PURPOSE = 'invitation';

export interface Invitation {
  id: string;
  email: string;
  role: WorkspaceRole;
  /** Epoch ms. */
  createdAt: number;
  expiresAt: number;
}

export interface InvitationDraft {
  teamId: string;
  email: string;
  role: WorkspaceRole;
}

/** A user with an account joins at once; anyone else gets the token of a one-time link. */
export type Invited = { kind: 'joined'; name: string } | { kind: 'invited'; token: string };

/** Invites a person to a team. An earlier invitation of theirs to it stops working. */
export async function invite(
  database: Database,
  caller: UserCaller,
  { teamId, email: written, role }: InvitationDraft,
): Promise<Invited> {
  checkMayGrant(await mustManage(database, caller, teamId), role);
  const email = written.toLowerCase();
  const user = await database.user.findUnique({ where: { email } });
  await database.oneTimeLink.deleteMany({ where: { purpose: PURPOSE, teamId, email, usedAt: null } });
  if (user) {
    await join(database, { userId: user.id, teamId, role });
    return { kind: 'joined', name: user.name };
  }
  const token = randomDigits(32);
  const expiresAt = new Date(Date.now() + VALID_DAYS * 24 * 3_600_000);
  const data = { hash: hashToken(token), purpose: PURPOSE, email, teamId, role, expiresAt };
  await database.oneTimeLink.create({ data: { ...data, createdById: caller.userId } });
  return { kind: 'invited', token };
}

async function join(
  database: Pick<Database, 'membership'>,
  membership: { userId: string; teamId: string; role: WorkspaceRole },
): Promise<void> {
  const { userId, teamId } = membership;
  const known = await database.membership.findUnique({ where: { userId_teamId: { userId, teamId } } });
  if (known) throw new AppError('conflict', 'This person is in the team already.', { param: 'email' });
  await database.membership.create({ data: membership });
}

/** Open invitations to a team. */
export async function listInvitations(database: Database, caller: Caller, teamId: string): Promise<Invitation[]> {
  await mustSee(database, caller, teamId);
  const rows = await database.oneTimeLink.findMany({
    where: { purpose: PURPOSE, teamId, usedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(({ hash, email, role, createdAt, expiresAt }) => ({
    id: hash,
    email: email ?? '',
    role: role ?? 'member',
    createdAt: createdAt.getTime(),
    expiresAt: expiresAt.getTime(),
  }));
}

export async function withdrawInvitation(
  database: Database,
  caller: Caller,
  { teamId, id }: { teamId: string; id: string },
): Promise<void> {
  await mustManage(database, caller, teamId);
  await database.oneTimeLink.deleteMany({ where: { hash: id, purpose: PURPOSE, teamId, usedAt: null } });
}

export interface OpenInvitation {
  email: string;
  teamId: string;
  teamName: string;
  role: WorkspaceRole;
  /** Whether there is an account with this address now. */
  hasAccount: boolean;
}

/** The invitation behind a link; null when the link is not valid now. */
export async function openInvitation(
  database: Pick<Database, 'oneTimeLink' | 'user'>,
  token: string,
): Promise<OpenInvitation | null> {
  const link = await database.oneTimeLink.findFirst({
    where: { hash: hashToken(token), purpose: PURPOSE, usedAt: null, expiresAt: { gt: new Date() } },
    include: { team: true },
  });
  if (!link?.email || !link.team) return null;
  const { email, team, role } = link;
  const hasAccount = (await database.user.count({ where: { email } })) > 0;
  return { email, teamId: team.id, teamName: team.name, role: role ?? 'member', hasAccount };
}

/** Creates the account that a link invites, as a member of its team, and uses up the link. */
export async function acceptWithNewAccount(
  database: Database,
  token: string,
  { name, passwordHash }: { name: string; passwordHash: string },
): Promise<{ email: string }> {
  return database.$transaction(async (transaction) => {
    const { email, teamId, role, hasAccount } = await redeem(transaction as Database, token);
    if (hasAccount)
      throw new AppError('conflict', `There is an account for ${email} already. Sign in, then open this link again.`);
    const memberships = { create: { teamId, role } };
    await transaction.user.create({ data: { id: newId('usr'), email, name, passwordHash, memberships } });
    return { email };
  });
}

/** Adds the signed-in user whom a link invites to its team. */
export async function acceptAsUser(database: Database, caller: UserCaller, token: string): Promise<{ teamId: string }> {
  return database.$transaction(async (transaction) => {
    const { email, teamId, role } = await redeem(transaction as Database, token);
    if (email !== caller.email)
      throw new AppError('forbidden', `This invitation is for ${email}. You are signed in as ${caller.email}.`);
    await join(transaction as Database, { userId: caller.userId, teamId, role });
    return { teamId };
  });
}

/** Uses up a link. When it is followed twice at once, the second one waits here and finds it used. */
async function redeem(database: Database, token: string): Promise<OpenInvitation> {
  await database.$executeRaw`select 1 from one_time_links where hash = ${hashToken(token)} for update`;
  const open = await openInvitation(database, token);
  if (!open) throw new AppError('forbidden', 'This invitation was used, withdrawn or has run out. Ask for a new one.');
  await database.oneTimeLink.update({ where: { hash: hashToken(token) }, data: { usedAt: new Date() } });
  return open;
}
