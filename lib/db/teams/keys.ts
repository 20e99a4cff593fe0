import { createHash } from 'node:crypto';
import type { Caller, WorkspaceRole } from '../../caller';
import { newId, randomDigits } from '../../engine/id';
import type { Database } from '../client';
import type { ApiKey as ApiKeyRow } from '../generated/client';
import { storesApiText } from '../system/settings';

export interface ApiKey {
  id: string;
  name: string;
  teamId: string;
  /** The first characters and the last four, to recognize it by. */
  hint: string;
  scopes: string[];
  /** Allowed providers or models; empty: all. */
  grants: string[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

const PREFIX_LENGTH = 8;

export interface NewApiKey {
  name: string;
  teamId: string;
  createdById: string | null;
  grants?: string[];
  expiresAt?: Date | null;
  scopes?: string[];
}

/** Creates a key. Its text is returned here once and never stored. */
export async function createKey(
  database: Database,
  { name, teamId, createdById, grants = [], expiresAt = null, scopes }: NewApiKey,
) {
  const secret = `a3m_${randomDigits(40)}`;
  const row = await database.apiKey.create({
    data: {
      id: newId('key'),
      teamId,
      createdById,
      name,
      hash: hashKey(secret),
      prefix: secret.slice(0, PREFIX_LENGTH),
      lastFour: secret.slice(-4),
      grants,
      expiresAt,
      ...(scopes && { scopes }),
    },
  });
  return { secret, key: toApiKey(row) };
}

/** The scope of a key that exists only during a limit test; no list shows it. */
export const LIMIT_TEST_SCOPE = 'proof';

/** The keys of a team, newest first. */
export async function listKeys(database: Database, teamId: string): Promise<ApiKey[]> {
  const where = { teamId, NOT: { scopes: { has: LIMIT_TEST_SCOPE } } };
  const rows = await database.apiKey.findMany({ where, orderBy: { createdAt: 'desc' } });
  return rows.map(toApiKey);
}

/** Revokes a key immediately and permanently. Resolves to false when the team has no such key. */
export async function revokeKey(database: Database, teamId: string, id: string): Promise<boolean> {
  const { count } = await database.apiKey.updateMany({
    where: { id, teamId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  return count === 1;
}

/** The caller of a key's hash, or null when the key does not exist or was revoked. */
export async function callerByKeyHash(
  database: Database,
  hash: string,
): Promise<Extract<Caller, { kind: 'key' }> | null> {
  const [row, storesText] = await Promise.all([
    database.apiKey.findFirst({
      where: { hash, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
    }),
    storesApiText(database),
  ]);
  if (!row) return null;
  const { id: keyId, createdById, teamId, scopes, grants } = row;
  const makerRole = createdById === null ? null : await creatorRole(database, createdById, teamId);
  return { kind: 'key', keyId, createdById, ...(makerRole && { makerRole }), teamId, scopes, grants, storesText };
}

/** A key may do what its creator may: the key of a user who became a viewer no longer trains the router. */
async function creatorRole(database: Database, userId: string, teamId: string): Promise<WorkspaceRole | null> {
  const membership = await database.membership.findUnique({
    where: { userId_teamId: { userId, teamId } },
    select: { role: true, user: { select: { role: true } } },
  });
  if (!membership) return null;
  const { role, user } = membership;
  if (user.role === 'owner' || user.role === 'admin') return user.role;
  return user.role === 'viewer' ? 'viewer' : role;
}

/** The stored form of a key: SHA-256, hex. A key has 238 random bits, so no slow hash is needed. */
export function hashKey(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function toApiKey(row: ApiKeyRow): ApiKey {
  const { id, name, teamId, prefix, lastFour, scopes, grants, createdAt, expiresAt, lastUsedAt, revokedAt } = row;
  return {
    id,
    name,
    teamId,
    hint: `${prefix}…${lastFour}`,
    scopes,
    grants,
    createdAt,
    expiresAt,
    lastUsedAt,
    revokedAt,
  };
}
