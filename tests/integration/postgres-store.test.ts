import { afterAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../lib/db/client';
import { postgresStore } from '../../lib/db/store';
import { createKey, revokeKey } from '../../lib/db/teams/keys';
import { ensureFirstTeam } from '../../lib/db/teams/teams';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { describeStore, recordOf } from '../support/store-contract';

const opened: { database: Database; own: TestDatabase }[] = [];

async function openStore() {
  const own = await createTestDatabase();
  const database = createDatabase(own.url);
  opened.push({ database, own });
  const team = await ensureFirstTeam(database);
  const { key } = await createKey(database, { name: 'test', teamId: team.id, createdById: null });
  const caller = {
    kind: 'key' as const,
    keyId: key.id,
    teamId: team.id,
    createdById: null,
    scopes: ['chat'],
    grants: [],
    storesText: false,
  };
  return { store: postgresStore(database, caller), database, own, caller };
}

afterAll(async () => {
  for (const { database, own } of opened) {
    await database.$disconnect();
    await own.drop();
  }
});

describeStore('postgresStore', async () => (await openStore()).store);

describe('postgresStore', () => {
  it('admits nothing for a key that was revoked a moment ago', async () => {
    const { store, database, own, caller } = await openStore();
    await revokeKey(database, caller.teamId, caller.keyId);
    expect(await store.admit(recordOf('code'))).toBe(false);
    expect(await own.query('select * from requests')).toEqual([]);
  });

  it('authorises and writes the pending row in one statement', async () => {
    const { store, own } = await openStore();
    await own.query('create table statements (n int)');
    await own.query(
      `create function note() returns trigger language plpgsql as $$ begin insert into statements values (1); return null; end $$`,
    );
    await own.query('create trigger noted after insert on requests for each statement execute function note()');
    await store.admit(recordOf('code'));
    expect(await own.query('select count(*)::int as n from requests where status = $1', ['pending'])).toEqual([
      { n: 1 },
    ]);
  });
});
