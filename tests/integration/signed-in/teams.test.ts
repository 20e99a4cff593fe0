import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as shell from '../../../app/(dashboard)/actions';
import * as actions from '../../../app/(dashboard)/teams/actions';
import { GET as getBudgets } from '../../../app/api/teams/budgets/route';
import { POST as postProof } from '../../../app/api/teams/proof/route';
import { toCaller } from '../../../lib/auth/session';
import { viewBudgets } from '../../../lib/db/budgets/budget-views';
import { createBudget, listBudgets } from '../../../lib/db/budgets/budgets';
import { acceptAsUser, acceptWithNewAccount, openInvitation } from '../../../lib/db/teams/invitations';
import { createKey, listKeys } from '../../../lib/db/teams/keys';
import { listTeams } from '../../../lib/db/teams/teams';
import { createOwner, findMember, type Member } from '../../../lib/db/teams/users';
import { DEFAULT_LADDER } from '../../../lib/engine/money/budget';
import { teamReport } from '../../../lib/services/people/team-report';
import { startTestGateway, type TestGateway } from '../../support/gateway';
import { eventually } from '../../support/requests';
import { signedIn } from '../../support/signed-in';

const RUNTIME = Symbol.for('a3m-router.runtime');

let gateway: TestGateway;
/** The workspace's owner; one admin and one viewer of each of two teams. */
const ids = { owner: '', adminA: 'usr_adminA', viewerA: 'usr_viewerA', adminB: 'usr_adminB' };
let teamB: string;
let keyA: string;
let budgetA: string;
let workspaceBudget: string;

async function actAs(userId: string, teamId: string | null = null): Promise<void> {
  signedIn.member = await findMember(gateway.runtime.database, userId, teamId);
  expect(signedIn.member).not.toBeNull();
}

const visit = () => ({
  runtime: gateway.runtime,
  caller: toCaller(signedIn.member as Member),
  teamName: '',
});

const terms = { period: 'month', timeZone: 'UTC', limit: '5' } as const;
const newBudget = () => ({ ...terms, teamId: gateway.teamId, scope: 'team', keyId: null, userId: null }) as const;

beforeAll(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
  (globalThis as Record<symbol, unknown>)[RUNTIME] = Promise.resolve(gateway.runtime);
  const { database } = gateway.runtime;
  ids.owner = (await createOwner(database, { name: 'Ada', email: 'ada@example.com', passwordHash: 'x' })).id;
  await actAs(ids.owner);
  const made = await actions.createTeamAction({ name: 'Borea', timeZone: 'Europe/Berlin' });
  teamB = made.ok ? made.value.teamId : '';
  for (const [id, teamId, role] of [
    [ids.adminA, gateway.teamId, 'admin'],
    [ids.viewerA, gateway.teamId, 'viewer'],
    [ids.adminB, teamB, 'admin'],
  ] as const)
    await database.user.create({
      data: {
        id,
        email: `${id}@example.com`.toLowerCase(),
        name: id,
        passwordHash: 'x',
        memberships: { create: { teamId, role } },
      },
    });
  keyA = (await listKeys(database, gateway.teamId))[0]?.id ?? '';
  const budget = { period: 'month', timeZone: 'UTC', limitNanoUsd: 5e9, ladder: DEFAULT_LADDER } as const;
  budgetA = await createBudget(database, { scope: 'team', teamId: gateway.teamId, ...budget });
  workspaceBudget = await createBudget(database, { scope: 'workspace', ...budget, limitNanoUsd: 50e9 });
});
afterAll(async () => {
  delete (globalThis as Record<symbol, unknown>)[RUNTIME];
  await gateway.close();
});

/** Everything that a user outside the team could have changed. */
async function everything(): Promise<unknown> {
  const tables = ['teams', 'memberships', 'users', 'budgets', 'one_time_links'];
  const rows = await Promise.all(tables.map((table) => gateway.database.query(`select * from ${table} order by 1, 2`)));
  const keys = await gateway.database.query('select id, team_id, revoked_at from api_keys order by 1');
  return JSON.stringify([...rows, keys]);
}

/** Every action with what would do something to team A. */
const onTeamA = () => ({
  createTeamAction: { name: 'Mine', timeZone: 'UTC' },
  changeTeamAction: { teamId: gateway.teamId, name: 'Mine', timeZone: 'Asia/Tokyo' },
  addBudgetAction: newBudget(),
  changeBudgetAction: { ...terms, id: budgetA, ladder: [] },
  removeBudgetAction: { id: budgetA },
  restoreBudgetAction: { id: budgetA },
  inviteAction: { teamId: gateway.teamId, email: 'friend@example.com', role: 'member' },
  withdrawInvitationAction: { teamId: gateway.teamId, id: 'x' },
  changeRoleAction: { teamId: gateway.teamId, userId: ids.viewerA, role: 'admin' },
  removeMemberAction: { teamId: gateway.teamId, userId: ids.viewerA },
  createTeamKeyAction: { teamId: gateway.teamId, name: 'mine', days: null, grants: [] },
  revokeTeamKeyAction: { teamId: gateway.teamId, id: keyA },
});

type AnyAction = (input: unknown) => Promise<{ ok: boolean; message?: string }>;

describe('a team', () => {
  it.each(['adminB', 'viewerA'] as const)('is changed by no action of %s', async (who) => {
    await actAs(ids[who]);
    const inputs = onTeamA();
    expect(Object.keys(inputs).sort()).toEqual(Object.keys(actions).sort());
    const before = await everything();
    for (const [name, input] of Object.entries(inputs)) {
      const result = await (actions as unknown as Record<string, AnyAction>)[name]?.(input);
      expect(result, name).toMatchObject({
        ok: false,
        message: expect.stringMatching(/^(There is no such team|Only an owner)/),
      });
    }
    expect(await everything()).toBe(before);
  });

  it('is not readable from outside of it, with any query', async () => {
    await actAs(ids.adminB);
    expect((await shell.switchTeamAction({ teamId: gateway.teamId })).ok).toBe(false);
    expect(signedIn.chosen).toBe('');
    const report = await teamReport(visit(), gateway.teamId);
    expect(report.team.id).toBe(teamB);
    expect(report.teams.map(({ id }) => id)).toEqual([teamB]);
    expect(JSON.stringify(report)).not.toContain(budgetA);
    const answer = await getBudgets(new Request(`http://x/api/teams/budgets?team=${gateway.teamId}`));
    expect([answer.status, JSON.stringify(await answer.json())]).toEqual([404, expect.not.stringContaining(budgetA)]);
    const proof = await postProof(
      new Request('http://x', { method: 'POST', body: JSON.stringify({ teamId: gateway.teamId }) }),
    );
    expect(proof.status).toBe(404);
    // A cookie that names a team of others is ignored.
    expect(await findMember(gateway.runtime.database, ids.adminB, gateway.teamId)).toMatchObject({ teamId: teamB });
  });

  it('takes in nothing of another team: its keys, its people, budgets of them', async () => {
    await actAs(ids.adminB);
    const foreign = { ...terms, teamId: teamB };
    for (const input of [
      { ...foreign, scope: 'key', keyId: keyA, userId: null },
      { ...foreign, scope: 'member', keyId: null, userId: ids.viewerA },
      { ...foreign, scope: 'workspace', keyId: null, userId: null },
    ] as const)
      expect((await actions.addBudgetAction(input)).ok, input.scope).toBe(false);
    expect((await actions.changeBudgetAction({ ...terms, id: workspaceBudget, ladder: [] })).ok).toBe(false);
    expect((await actions.revokeTeamKeyAction({ teamId: teamB, id: keyA })).ok).toBe(false);
    expect((await actions.changeRoleAction({ teamId: teamB, userId: ids.viewerA, role: 'admin' })).ok).toBe(false);
  });

  it('is seen by its members and by admins of the workspace, and admins see all teams', async () => {
    await actAs(ids.viewerA);
    const seen = await teamReport(visit(), undefined);
    expect(seen.team).toMatchObject({ id: gateway.teamId, mayManage: false, people: 3 });
    expect(seen.budgets.every(({ mayChange }) => !mayChange)).toBe(true);
    await actAs(ids.owner);
    const all = await listTeams(gateway.runtime.database, toCaller(signedIn.member as Member));
    expect(all.map(({ name, mayManage }) => [name, mayManage])).toEqual([
      ['Workspace', true],
      ['Borea', true],
    ]);
    expect((await shell.switchTeamAction({ teamId: teamB })).ok).toBe(true);
    expect(signedIn.chosen).toBe(teamB);
    expect(await findMember(gateway.runtime.database, ids.owner, teamB)).toMatchObject({ teamId: teamB });
  });

  it('has a name of its own and a zone that exists', async () => {
    await actAs(ids.owner);
    expect(await actions.createTeamAction({ name: 'borea', timeZone: 'UTC' })).toMatchObject({
      ok: false,
      param: 'name',
    });
    for (const timeZone of ['Mars/Base', '+05:30'])
      expect(await actions.createTeamAction({ name: 'New', timeZone })).toMatchObject({ ok: false, param: 'timeZone' });
    await actAs(ids.adminB);
    expect(await actions.changeTeamAction({ teamId: teamB, name: 'Boreas', timeZone: 'Asia/Kolkata' })).toMatchObject({
      ok: true,
    });
    expect((await teamReport(visit(), teamB)).team).toMatchObject({ name: 'Boreas', timeZone: 'Asia/Kolkata' });
  });
});

describe('a budget of a team', () => {
  const find = async (id: string) => (await listBudgets(gateway.runtime.database)).find((one) => one.id === id);

  it('is created, changed, deleted and restored by the team’s admin, and applies immediately in this process', async () => {
    await actAs(ids.adminA);
    const made = await actions.addBudgetAction({ ...newBudget(), limit: '1,400' });
    const id = made.ok ? made.value.budgetId : '';
    expect(await find(id)).toMatchObject({ limitNanoUsd: 1_400e9, ladder: DEFAULT_LADDER });
    expect(gateway.runtime.knowledge.budgets.some((one) => one.id === id)).toBe(true);
    const ladder = [{ percent: 50, action: 'free' as const }];
    expect((await actions.changeBudgetAction({ ...terms, limit: '270.00', id, ladder })).ok).toBe(true);
    expect(await find(id)).toMatchObject({ limitNanoUsd: 270e9, ladder });
    expect((await actions.removeBudgetAction({ id })).ok).toBe(true);
    expect(await find(id)).toBeUndefined();
    expect((await actions.restoreBudgetAction({ id })).ok).toBe(true);
    expect(await find(id)).toMatchObject({ limitNanoUsd: 270e9 });
    await actions.removeBudgetAction({ id });
  });

  it('refuses invalid input with a message, and changes nothing', async () => {
    await actAs(ids.adminA);
    const before = await find(budgetA);
    const change = { ...terms, limit: '5', timeZone: 'UTC', id: budgetA, ladder: DEFAULT_LADDER };
    const wrong: [string, Partial<typeof change & { limit: string; timeZone: string }>][] = [
      ['limit', { limit: '12 dollars' }],
      ['limit', { limit: '-5' }],
      ['ladder', { ladder: [...DEFAULT_LADDER].reverse() }],
      ['ladder.0.percent', { ladder: [{ percent: Number.NaN, action: 'warn' }] }],
      ['timeZone', { timeZone: 'Nowhere' }],
    ];
    for (const [param, part] of wrong)
      expect(await actions.changeBudgetAction({ ...change, ...part }), param).toMatchObject({ ok: false, param });
    expect(await find(budgetA)).toEqual(before);
  });

  it('counts what its new period holds when the period changes', async () => {
    await actAs(ids.adminA);
    const made = await actions.addBudgetAction({ ...newBudget(), period: 'day' });
    const id = made.ok ? made.value.budgetId : '';
    await gateway.database.query(
      `insert into rollup_callers (slot, team_id, grain, key_id, user_id, status, requests, fallbacks, total_ms,
        input_tokens, output_tokens, cost_nano_usd, estimated_requests, unpriced_requests, compared_requests,
        compared_cost_nano_usd, baseline_cost_nano_usd)
       values (date_trunc('month', now(), 'UTC'), $1, 'quarter', '', 'user_past', 'succeeded', 1, 0, 1, 1, 1, 77, 0, 0, 0, 0, 0)`,
      [gateway.teamId],
    );
    const isFirst = new Date().getUTCDate() === 1;
    expect((await find(id))?.spentNanoUsd).toBe(0);
    await actions.changeBudgetAction({ ...terms, id, period: 'month', ladder: DEFAULT_LADDER });
    expect((await find(id))?.spentNanoUsd).toBe(77);
    await actions.changeBudgetAction({ ...terms, id, period: 'day', ladder: DEFAULT_LADDER });
    expect((await find(id))?.spentNanoUsd).toBe(isFirst ? 77 : 0);
    await actions.removeBudgetAction({ id });
    await gateway.database.query("delete from rollup_callers where user_id = 'user_past'");
  });
});

describe('members', () => {
  it('keep one owner, which is neither demoted nor removed', async () => {
    await actAs(ids.owner);
    const only = { teamId: gateway.teamId, userId: ids.owner };
    expect(await actions.changeRoleAction({ ...only, role: 'admin' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('one owner'),
    });
    expect(await actions.removeMemberAction(only)).toMatchObject({
      ok: false,
      message: expect.stringContaining('one owner'),
    });
    // Two owners who step down at once leave one.
    await actions.changeRoleAction({ teamId: gateway.teamId, userId: ids.adminA, role: 'owner' });
    const both = await Promise.all(
      [ids.owner, ids.adminA].map((userId) =>
        actions.changeRoleAction({ teamId: gateway.teamId, userId, role: 'admin' }),
      ),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const owners = await gateway.runtime.database.membership.findMany({
      where: { teamId: gateway.teamId, role: 'owner' },
    });
    expect(owners).toHaveLength(1);
    await actions.changeRoleAction({ teamId: gateway.teamId, userId: ids.owner, role: 'owner' });
    await actions.changeRoleAction({ teamId: gateway.teamId, userId: ids.adminA, role: 'admin' });
  });

  it('are made owners by owners only', async () => {
    await actAs(ids.adminA);
    const teamId = gateway.teamId;
    expect((await actions.changeRoleAction({ teamId, userId: ids.viewerA, role: 'owner' })).ok).toBe(false);
    expect((await actions.changeRoleAction({ teamId, userId: ids.owner, role: 'viewer' })).ok).toBe(false);
    expect((await actions.removeMemberAction({ teamId, userId: ids.owner })).ok).toBe(false);
    expect((await actions.inviteAction({ teamId, email: 'x@example.com', role: 'owner' })).ok).toBe(false);
    expect((await actions.changeRoleAction({ teamId, userId: ids.viewerA, role: 'member' })).ok).toBe(true);
    expect((await actions.changeRoleAction({ teamId, userId: ids.viewerA, role: 'viewer' })).ok).toBe(true);
  });

  it('with an account join immediately; others by a link that works once, for them alone', async () => {
    const { database } = gateway.runtime;
    await actAs(ids.adminA);
    const teamId = gateway.teamId;
    expect(await actions.inviteAction({ teamId, email: 'USR_adminB@example.com', role: 'viewer' })).toMatchObject({
      ok: true,
      value: { link: null },
    });
    await actions.removeMemberAction({ teamId, userId: ids.adminB });

    const first = await actions.inviteAction({ teamId, email: 'New@example.com', role: 'member' });
    const again = await actions.inviteAction({ teamId, email: 'new@example.com', role: 'admin' });
    const tokenOf = (invited: typeof again) => (invited.ok ? (invited.value.link?.split('token=')[1] ?? '') : '');
    expect(await openInvitation(database, tokenOf(first))).toBeNull();
    expect(await openInvitation(database, tokenOf(again))).toMatchObject({
      email: 'new@example.com',
      role: 'admin',
      hasAccount: false,
    });
    const asked = await Promise.allSettled(
      [1, 2].map(() => acceptWithNewAccount(database, tokenOf(again), { name: 'New', passwordHash: 'x' })),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const user = await database.user.findUniqueOrThrow({
      where: { email: 'new@example.com' },
      include: { memberships: true },
    });
    expect(user).toMatchObject({ role: 'member', memberships: [{ teamId, role: 'admin' }] });
    expect(await openInvitation(database, tokenOf(again))).toBeNull();
  });

  it('that are signed in accept only their own invitation', async () => {
    const { database } = gateway.runtime;
    await actAs(ids.adminA);
    const invited = await actions.inviteAction({ teamId: gateway.teamId, email: 'late@example.com', role: 'member' });
    const token = invited.ok ? (invited.value.link?.split('token=')[1] ?? '') : '';
    const late = { id: 'usr_late', email: 'late@example.com', name: 'Late', passwordHash: 'x' };
    await database.user.create({ data: { ...late, memberships: { create: { teamId: teamB } } } });
    await expect(acceptWithNewAccount(database, token, { name: 'Thief', passwordHash: 'y' })).rejects.toThrow(
      'Sign in',
    );
    await actAs(ids.adminB);
    await expect(acceptAsUser(database, visit().caller, token)).rejects.toThrow('This invitation is for');
    await actAs('usr_late');
    expect(await acceptAsUser(database, visit().caller, token)).toEqual({ teamId: gateway.teamId });
    await expect(acceptAsUser(database, visit().caller, token)).rejects.toThrow('was used');
  });

  it('withdrawing an invitation revokes its link', async () => {
    await actAs(ids.adminA);
    const invited = await actions.inviteAction({ teamId: gateway.teamId, email: 'gone@example.com', role: 'viewer' });
    const token = invited.ok ? (invited.value.link?.split('token=')[1] ?? '') : '';
    const open = (await teamReport(visit(), gateway.teamId)).invitations.find(
      ({ email }) => email === 'gone@example.com',
    );
    await actions.withdrawInvitationAction({ teamId: gateway.teamId, id: open?.id ?? '' });
    expect(await openInvitation(gateway.runtime.database, token)).toBeNull();
  });
});

describe('what a team shows', () => {
  it('shows the active step with its start in this period, and the forecast time of the next one', async () => {
    await actAs(ids.adminA);
    const { database } = gateway.runtime;
    const made = await actions.addBudgetAction({ ...newBudget(), limit: '100' });
    const id = made.ok ? made.value.budgetId : '';
    const start = (await database.budget.findUniqueOrThrow({ where: { id } })).periodStart;
    await database.budget.update({ where: { id }, data: { spentNanoUsd: 80_000_000_000n, reservedNanoUsd: 5n } });
    const alert = { budgetId: id, action: 'warn', spentNanoUsd: 70n, limitNanoUsd: 100n };
    const before = new Date(start.getTime() - 1);
    const reached = new Date(start.getTime() + 1_000);
    await database.budgetAlert.createMany({
      data: [
        { ...alert, percent: 85, periodStart: before, createdAt: before },
        { ...alert, percent: 70, periodStart: start, createdAt: reached },
      ],
    });
    const tenDaysIn = start.getTime() + 10 * 24 * 3_600_000;
    const views = await viewBudgets(database, visit().caller, gateway.teamId, tenDaysIn);
    const view = views.find((one) => one.id === id);
    expect(view).toMatchObject({ freeNanoUsd: 19_999_999_995, mayChange: true });
    expect(view?.steps.map(({ percent, state, since }) => [percent, state, since])).toEqual([
      [70, 'on', reached.getTime()],
      [85, 'ahead', null],
      [95, 'ahead', null],
      [100, 'ahead', null],
    ]);
    expect(view?.nextStep).toEqual({ percent: 85, at: start.getTime() + (10 * 24 * 3_600_000 * 85) / 80 });
    expect(view?.alerts.map(({ percent }) => percent)).toEqual([70, 85]);
    await actions.removeBudgetAction({ id });
  });

  it('sums this month’s spend by member and key from the rollups, with what their keys spent', async () => {
    const { database } = gateway.runtime;
    const { key, secret } = await createKey(database, { name: 'app', teamId: gateway.teamId, createdById: ids.adminA });
    const response = await fetch(`${gateway.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'sandbox/tern-small', messages: [{ role: 'user', content: 'Name a colour.' }] }),
    });
    expect(response.status).toBe(200);
    const cost = Math.round(Number(response.headers.get('x-a3m-cost-usd')) * 1e9);
    await actAs(ids.viewerA);
    const report = await eventually(
      () => teamReport(visit(), gateway.teamId),
      ({ keys }) => (keys.find(({ id }) => id === key.id)?.spentNanoUsd ?? 0) > 0,
    );
    expect(cost).toBeGreaterThan(0);
    expect(report.keys.find(({ id }) => id === key.id)?.spentNanoUsd).toBe(cost);
    expect(report.members.find(({ userId }) => userId === ids.adminA)?.spentNanoUsd).toBe(cost);
    expect(report.members.find(({ userId }) => userId === ids.owner)?.spentNanoUsd).toBe(0);
    expect(report.team.spentNanoUsd).toBeGreaterThanOrEqual(cost);
  });
});
