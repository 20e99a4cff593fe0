import type { Database } from '../lib/db/client';
import { createKey, listKeys, revokeKey } from '../lib/db/teams/keys';
import type { Team } from '../lib/db/teams/teams';
import { type Command, parseCommand, print, printAside, printJson, UsageError } from './command';
import { withDatabase } from './database';
import { findTeamByName } from './team';

export const keyCommand: Command = {
  name: 'key',
  usage:
    'key create --name N [--team T] [--grant A,B] [--json]   |   key list [--team T] [--json]   |   key revoke ID [--json]',
  summary: 'create, list and revoke API keys',
  async run([action, ...argv], openDatabase) {
    const { values, positionals } = parseCommand(argv, {
      name: { type: 'string' },
      team: { type: 'string' },
      grant: { type: 'string' },
    });
    await withDatabase(openDatabase, async (database) => {
      const team = await findTeamByName(database, values.team);
      if (action === 'create') return create(database, team, values);
      if (action === 'list') return list(database, team, values.json);
      if (action === 'revoke') return revoke(database, team, positionals[0], values.json);
      throw new UsageError('Name an action: create, list or revoke.');
    });
  },
};

interface NewKey {
  name?: string | undefined;
  /** Providers or models, separated by commas. */
  grant?: string | undefined;
  json?: boolean | undefined;
}

async function create(database: Database, team: Team, { name, grant, json }: NewKey): Promise<void> {
  if (!name?.trim()) throw new UsageError('Name the key with --name, so that you can recognise it later.');
  const grants =
    grant
      ?.split(',')
      .map((entry) => entry.trim())
      .filter(Boolean) ?? [];
  const { secret, key } = await createKey(database, { name: name.trim(), teamId: team.id, createdById: null, grants });
  if (json) return printJson({ key: secret, id: key.id, name: key.name, team: team.name, grants });
  print(secret);
  printAside(`${key.id} for team ${team.name}. Copy the key now: it is not shown again.`);
}

async function list(database: Database, team: Team, asJson: boolean): Promise<void> {
  const keys = await listKeys(database, team.id);
  if (asJson) return printJson({ keys });
  if (keys.length === 0) return printAside('No keys yet. Create one with: a3m-router key create --name my-app');
  for (const { id, name, hint, lastUsedAt, revokedAt } of keys) {
    const state = revokedAt ? 'revoked' : lastUsedAt ? `used ${lastUsedAt.toISOString()}` : 'never used';
    print([id, hint, name, state].join('  '));
  }
}

async function revoke(database: Database, team: Team, id: string | undefined, asJson: boolean): Promise<void> {
  if (!id) throw new UsageError('Give the id of the key to revoke, such as key_….');
  if (!(await revokeKey(database, team.id, id))) throw new Error(`There is no active key ${id} in team ${team.name}.`);
  if (asJson) return printJson({ id, revoked: true });
  print(`${id} is revoked.`);
}
