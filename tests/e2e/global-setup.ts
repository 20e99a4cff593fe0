import path from 'node:path';
import { hashPassword } from '../../lib/auth/password';
import { createDatabase as createClient } from '../../lib/db/client';
import { ensureFirstTeam } from '../../lib/db/teams/teams';
import { createOwner } from '../../lib/db/teams/users';
import { applyMigrations } from '../../scripts/steps/migrations.mjs';
import { OWNER } from './owner';
import { createDatabase, databaseUrlFor, dropDatabase, ROOT } from './server';

/**
 * Two template databases: migrated without an owner, for the first run, and the same with the owner. Each spec file
 * starts a server on a clone of one of them.
 */
export default async function setup() {
  const adminUrl = process.env.DATABASE_URL;
  if (!adminUrl) throw new Error('Browser tests need DATABASE_URL; `npm test` brings a PostgreSQL along.');
  const empty = `a3m_e2e_empty_${process.pid}`;
  const owned = `a3m_e2e_owned_${process.pid}`;
  await createDatabase(adminUrl, empty);
  await applyMigrations(databaseUrlFor(adminUrl, empty), path.join(ROOT, 'prisma/migrations'));
  await createDatabase(adminUrl, owned, empty);
  await addOwner(databaseUrlFor(adminUrl, owned));
  process.env.E2E_EMPTY_TEMPLATE = empty;
  process.env.E2E_OWNED_TEMPLATE = owned;
  return async () => {
    await dropDatabase(adminUrl, owned);
    await dropDatabase(adminUrl, empty);
  };
}

async function addOwner(url: string): Promise<void> {
  const client = createClient(url);
  await ensureFirstTeam(client);
  const { name, email, password } = OWNER;
  await createOwner(client, { name, email, passwordHash: await hashPassword(password) });
  await client.$disconnect();
}
