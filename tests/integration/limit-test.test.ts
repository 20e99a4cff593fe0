import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UserCaller } from '../../lib/caller';
import { createBudget, listBudgets } from '../../lib/db/budgets/budgets';
import type { LimitTestEvent } from '../../lib/db/budgets/limit-test';
import { createOwner } from '../../lib/db/teams/users';
import { DEFAULT_LADDER } from '../../lib/engine/money/budget';
import { proveBudget } from '../../lib/services/budgets/limit-test';
import { startTestGateway, type TestGateway } from '../support/gateway';

let gateway: TestGateway;
let caller: UserCaller;
let teamBudget: string;

beforeAll(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
  const { database } = gateway.runtime;
  const { id } = await createOwner(database, { name: 'Ada', email: 'ada@example.com', passwordHash: 'x' });
  caller = {
    kind: 'user',
    userId: id,
    teamId: gateway.teamId,
    role: 'owner',
    teamRole: 'owner',
    name: 'Ada',
    email: 'ada@example.com',
  };
  teamBudget = await createBudget(database, {
    ...{ scope: 'team', teamId: gateway.teamId, period: 'month', timeZone: 'UTC', limitNanoUsd: 1e9 },
    ladder: DEFAULT_LADDER,
  });
});
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.runtime.sandbox?.faults.clear();
});

async function prove(signal = new AbortController().signal): Promise<LimitTestEvent[]> {
  const events: LimitTestEvent[] = [];
  for await (const event of proveBudget({ runtime: gateway.runtime, caller, teamId: gateway.teamId, signal }))
    events.push(event);
  return events;
}

const count = (events: LimitTestEvent[], result: string) =>
  events.filter((event) => event.type === 'call' && event.result === result).length;
const endOf = (events: LimitTestEvent[]) => events.find((event) => event.type === 'end');

/** What a proof leaves behind: nothing but its requests. */
async function leftovers(): Promise<number[]> {
  const [row] = await gateway.database.query<{ keys: number; budgets: number; alerts: number; open: number }>(
    `select (select count(*)::int from api_keys where 'proof' = any(scopes)) as keys,
      (select count(*)::int from budgets where scope = 'key') as budgets,
      (select count(*)::int from budget_alerts) as alerts,
      (select count(*)::int from requests where status = 'pending') as open`,
  );
  return Object.values(row ?? {});
}

describe('a proof', () => {
  it('answers what there is room for, refuses the rest, overspends nothing and leaves nothing behind', async () => {
    const events = await prove();
    expect(events[0]).toMatchObject({ type: 'start', calls: 50, room: 10 });
    expect([count(events, 'answered'), count(events, 'refused'), count(events, 'failed')]).toEqual([10, 40, 0]);
    const end = endOf(events);
    expect(end).toMatchObject({ overspentNanoUsd: 0, admitted: 10 });
    expect(end?.ledgerNanoUsd).toBe(end?.spentNanoUsd);
    expect(end?.spentNanoUsd).toBeLessThanOrEqual(end?.limitNanoUsd ?? 0);
    expect(end?.spentNanoUsd).toBeGreaterThan(0);
    expect(await leftovers()).toEqual([0, 0, 0, 0]);
  });

  it('holds on a repeated test, and on two concurrent tests; the team’s own budget counts the answers and nothing else', async () => {
    const before = (await listBudgets(gateway.runtime.database)).find(({ id }) => id === teamBudget);
    const runs = await Promise.all([prove(), prove()]);
    for (const events of runs) {
      expect([count(events, 'answered'), count(events, 'refused')]).toEqual([10, 40]);
      expect(endOf(events)).toMatchObject({ overspentNanoUsd: 0, admitted: 10 });
    }
    const after = (await listBudgets(gateway.runtime.database)).find(({ id }) => id === teamBudget);
    const cost = runs.reduce((sum, events) => sum + (endOf(events)?.ledgerNanoUsd ?? 0), 0);
    expect(after).toMatchObject({
      ...{ limitNanoUsd: 1e9, reservedNanoUsd: 0, spentNanoUsd: (before?.spentNanoUsd ?? 0) + cost },
    });
    expect(await leftovers()).toEqual([0, 0, 0, 0]);
  });

  it('counts what failed as failed, not as held', async () => {
    gateway.runtime.sandbox?.faults.set('tern-small', { fault: 'error', reason: 'invalid' });
    const events = await prove();
    expect(count(events, 'answered')).toBe(0);
    expect(count(events, 'failed')).toBeGreaterThan(0);
    expect(await leftovers()).toEqual([0, 0, 0, 0]);
  });

  it('names the budget of the team that it would exceed, and calls no model', async () => {
    const full = await createBudget(gateway.runtime.database, {
      ...{ scope: 'workspace', period: 'day', timeZone: 'UTC', limitNanoUsd: 0, ladder: [] },
    });
    await expect(prove()).rejects.toThrow('the daily budget of the workspace has less left');
    await gateway.database.query(`delete from budgets where id = '${full}'`);
    expect(await leftovers()).toEqual([0, 0, 0, 0]);
  });

  it('cleans up when the caller has disconnected', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 20);
    await prove(abort.signal);
    expect((await leftovers()).slice(0, 2)).toEqual([0, 0]);
  });

  it('is for those who manage the team', async () => {
    const stranger = { ...caller, userId: 'usr_stranger', role: 'member' as const };
    const run = proveBudget({
      runtime: gateway.runtime,
      caller: stranger,
      teamId: gateway.teamId,
      signal: new AbortController().signal,
    });
    await expect(run.next()).rejects.toThrow('There is no such team.');
  });
});
