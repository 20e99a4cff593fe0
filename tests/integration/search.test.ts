import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toCaller } from '../../lib/auth/session';
import type { UserCaller } from '../../lib/caller';
import { admit } from '../../lib/db/ledger/admit';
import { searchRequests } from '../../lib/db/ledger/requests';
import { settle } from '../../lib/db/ledger/settle';
import { findMember } from '../../lib/db/teams/users';
import { newId } from '../../lib/engine/id';
import { findEverywhere } from '../../lib/services/search';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { attemptOf, decisionOf, outcomeOf, recordOf } from '../support/store-contract';

let gateway: TestGateway;
let ada: UserCaller;
let admin: UserCaller;
const asked = { mineOld: '', mineNew: '', mineOther: '', theirs: '' };

beforeAll(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
  const { database } = gateway.runtime;
  await database.team.create({ data: { id: 'team_heron', name: 'Herons only' } });
  await database.team.create({ data: { id: 'team_mine', name: 'Research' } });
  for (const [id, role] of [
    ['ada', 'member'],
    ['root', 'owner'],
  ] as const) {
    await database.user.create({ data: { id, email: id, name: id, passwordHash: '-', role } });
    await database.membership.create({ data: { userId: id, teamId: 'team_mine', role: 'member' } });
  }
  const callerOf = async (id: string) => {
    const member = await findMember(database, id, 'team_mine');
    if (!member) throw new Error(`${id} is in no team`);
    return toCaller(member);
  };
  [ada, admin] = await Promise.all([callerOf('ada'), callerOf('root')]);
  asked.mineOld = await ask(ada, 'heron-large', 3);
  asked.mineNew = await ask(ada, 'heron-large', 2);
  asked.mineOther = await ask(ada, 'tern-small', 1);
  asked.theirs = await ask({ ...ada, teamId: 'team_heron' }, 'heron-large', 0);
});
afterAll(() => gateway.close());

/** A request that ended well, some hours ago; its id. */
async function ask(caller: UserCaller, name: string, hoursAgo: number): Promise<string> {
  const now = Date.now() - hoursAgo * 3_600_000;
  const requestId = newId('req', now);
  const model = `sandbox/${name}`;
  const { database } = gateway.runtime;
  const decision = { ...decisionOf('simple'), chosen: model };
  await admit(database, { ...recordOf('simple'), requestId, now, decision, caller, processId: 'proc_test' });
  const outcome = outcomeOf([{ ...attemptOf('sandbox', 1_000), model }], null);
  await settle(database, [{ requestId, outcome, answer: null }]);
  return requestId;
}

const find = (caller: UserCaller, search: string) => findEverywhere(gateway.runtime, caller, search);
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

describe('what the palette finds', () => {
  it('is of the caller’s team alone, newest first', async () => {
    expect(ids((await find(ada, 'heron')).requests)).toEqual([asked.mineNew, asked.mineOld]);
    expect(ids((await find(ada, asked.theirs)).requests)).toEqual([]);
  });

  it('matches every word, in any case and position', async () => {
    expect(ids((await find(ada, 'TERN succ')).requests)).toEqual([asked.mineOther]);
    expect(ids((await find(ada, 'tern failed')).requests)).toEqual([]);
    expect(ids((await find(ada, '100% _')).requests)).toEqual([]);
  });

  it('takes the beginning of an id, and nothing from its middle', async () => {
    expect(ids((await find(ada, asked.mineOld.slice(0, -2))).requests)).toEqual([asked.mineOld]);
    expect(ids((await find(ada, asked.mineOld.slice(-6))).requests)).toEqual([]);
  });

  it('lists the models that may be used, with the problem of an unavailable one', async () => {
    const model = gateway.runtime.catalog.all().find(({ id }) => id === 'sandbox/heron-large');
    if (!model) throw new Error('no heron');
    expect((await find(ada, 'heron')).models).toEqual([
      { id: model.id, provider: 'sandbox', name: 'heron-large', isRetired: false, tripped: null },
    ]);
    expect((await find(ada, 'gpt')).models).toEqual([]);
  });

  it('names teams to users who may see them', async () => {
    expect(ids((await find(ada, 'herons')).teams)).toEqual([]);
    expect(ids((await find(admin, 'herons')).teams)).toEqual(['team_heron']);
    expect(ids((await find(ada, 'resea')).teams)).toEqual(['team_mine']);
  });

  it('is chats alone for no word, and for one letter', async () => {
    for (const search of ['', ' ', 'e']) {
      const { requests, models, teams } = await find(ada, search);
      expect([...requests, ...models, ...teams]).toEqual([]);
    }
  });

  it('looks at the last 500 requests, regardless of the total', async () => {
    for (let i = 0; i < 498; i++) await ask(ada, 'wren-small', 0);
    expect(ids(await searchRequests(gateway.runtime.database, ada, ['heron'], 4))).toEqual([asked.mineNew]);
  });
});
