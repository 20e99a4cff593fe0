import { afterEach, describe, expect, it } from 'vitest';
import type { UserCaller } from '../../lib/caller';
import { rebuildEvidence } from '../../lib/db/learning/outcome-sums';
import { savePolicy } from '../../lib/db/learning/policies';
import { createKey } from '../../lib/db/teams/keys';
import type { Decision } from '../../lib/engine/types';
import { startTestGateway, type TestGateway } from '../support/gateway';

const open: TestGateway[] = [];

async function start(...argv: Parameters<typeof startTestGateway>): Promise<TestGateway> {
  const gateway = await startTestGateway(...argv);
  gateway.runtime.sandbox?.setSlowness(0.2);
  open.push(gateway);
  return gateway;
}

/** Two servers on one database; the first one owns it. */
afterEach(async () => {
  for (const gateway of open.splice(0).reverse()) await gateway.close();
});

const CODE = 'Write a Python function that parses an ISO 8601 date without libraries.';

async function call(gateway: TestGateway, method: string, path: string, body?: object, key = gateway.key) {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

async function ask(gateway: TestGateway, router: object = {}, prompt = CODE, model = 'auto') {
  const messages = [{ role: 'user', content: prompt }];
  const { body } = await call(gateway, 'POST', '/v1/chat/completions', { model, messages, router, max_tokens: 8 });
  return body.router as { request_id: string; model: string; category: string };
}

async function decide(gateway: TestGateway, router: object = {}, prompt = CODE, key = gateway.key) {
  const messages = [{ role: 'user', content: prompt }];
  const { body } = await call(gateway, 'POST', '/v1/route', { model: 'auto', messages, router }, key);
  return body as { model: string; category: string; decision: Decision & Record<string, unknown> };
}

const rate = (gateway: TestGateway, requestId: string, rating: 'up' | 'down', more: object = {}) =>
  call(gateway, 'POST', '/v1/feedback', { request_id: requestId, rating, ...more });

const qualityOf = async (gateway: TestGateway, model: string, key?: string) =>
  (await decide(gateway, {}, CODE, key)).decision.candidates.find((candidate) => candidate.model === model)?.quality;

describe('memory', () => {
  it('moves a category by ten thumbs down, so that another model answers; taking them back restores the decision', async () => {
    const gateway = await start();
    const before = await decide(gateway);
    const requests: string[] = [];
    for (let i = 0; i < 10; i++) requests.push((await ask(gateway, { models: [before.model] })).request_id);
    const effects = [];
    for (const id of requests) effects.push((await rate(gateway, id, 'down')).body.effect);
    expect(effects.at(-1)).toMatchObject({ model: before.model, category: 'code', n: 10 });
    expect(effects.every(({ before: from, after }) => after < from)).toBe(true);
    const after = await decide(gateway);
    expect(after.model).not.toBe(before.model);
    expect(await qualityOf(gateway, before.model)).toMatchObject({ source: 'measured', n: 10 });
    for (const id of requests) expect((await call(gateway, 'DELETE', `/v1/feedback/${id}`)).status).toBe(200);
    const undone = await decide(gateway);
    expect(undone.decision.candidates).toEqual(before.decision.candidates);
  }, 30_000);

  it('survives a restart, reaches another process, and can be rebuilt from the feedback rows', async () => {
    const gateway = await start();
    const { model } = await decide(gateway);
    for (let i = 0; i < 6; i++) await rate(gateway, (await ask(gateway, { models: [model] })).request_id, 'up');
    const known = await qualityOf(gateway, model);
    expect(known).toMatchObject({ source: 'measured', n: 6 });

    const other = await start({}, gateway.database);
    expect(await qualityOf(other, model, gateway.key)).toEqual(known);
    await rate(gateway, (await ask(gateway, { models: [model] })).request_id, 'down');
    await other.runtime.knowledge.refresh();
    expect(await qualityOf(other, model, gateway.key)).toEqual(await qualityOf(gateway, model));

    const kept = await gateway.database.query('select team_id, model, evidence from learned_evidence');
    await gateway.database.query('delete from learned_evidence');
    expect(await rebuildEvidence(gateway.runtime.database)).toBe(1);
    expect(await gateway.database.query('select team_id, model, evidence from learned_evidence')).toEqual(kept);
    expect(await rebuildEvidence(gateway.runtime.database)).toBe(0);
  }, 30_000);

  it('starts with feedback whose context is incomplete, learns from the rest, and logs how much it skipped', async () => {
    const gateway = await start();
    const ids = [await ask(gateway), await ask(gateway), await ask(gateway)];
    for (const { request_id: id } of ids) await rate(gateway, id, 'up');
    const { model } = ids[0] as (typeof ids)[number];
    await gateway.database.query(`update feedback set model = $1`, [model]);
    await gateway.database.query(`update feedback set context = '{"category": "simple"}' where request_id = $1`, [
      ids[1]?.request_id,
    ]);
    await gateway.database.query('delete from learned_evidence');
    const lines: unknown[][] = [];
    const other = await start({}, gateway.database, (...line) => lines.push(line));
    expect(await qualityOf(other, model, gateway.key)).toMatchObject({ n: 2 });
    const warnings = lines.filter(([level, message]) => level === 'warn' && String(message).includes('incomplete'));
    expect(warnings.map(([, , facts]) => facts)).toEqual([{ unreadable: 1 }]);
  }, 30_000);

  it('counts the latest rating of a rater once, however often it is sent', async () => {
    const gateway = await start();
    const { request_id: id, model } = await ask(gateway);
    for (const word of ['down', 'up', 'up', 'up'] as const) await rate(gateway, id, word);
    expect(await qualityOf(gateway, model)).toMatchObject({ n: 1 });
    const often = await qualityOf(gateway, model);
    await call(gateway, 'DELETE', `/v1/feedback/${id}`);
    await rate(gateway, id, 'up');
    expect(await qualityOf(gateway, model)).toEqual(often);
  });

  it('counts each of twenty concurrent ratings once', async () => {
    const gateway = await start();
    const { model } = await decide(gateway);
    const asked = await Promise.all(Array.from({ length: 20 }, () => ask(gateway, { models: [model] })));
    await Promise.all(asked.map(({ request_id: id }) => rate(gateway, id, 'up')));
    await gateway.runtime.knowledge.refresh();
    expect(await qualityOf(gateway, model)).toMatchObject({ n: 20 });
  }, 30_000);

  it('takes another team’s ratings as a hint only, and does not accept ratings of another team’s request', async () => {
    const gateway = await start();
    const { database } = gateway.runtime;
    const team = await database.team.create({ data: { id: 'team_other', name: 'Other' } });
    const { secret } = await createKey(database, { name: 'other', teamId: team.id, createdById: null });
    const { model } = await decide(gateway);
    const prior = await qualityOf(gateway, model, secret);
    let last = '';
    for (let i = 0; i < 8; i++) {
      last = (await ask(gateway, { models: [model] })).request_id;
      await rate(gateway, last, 'down');
    }
    const own = await qualityOf(gateway, model);
    const hint = await qualityOf(gateway, model, secret);
    expect(hint?.mean).toBeLessThan(prior?.mean ?? 0);
    expect(hint?.mean).toBeGreaterThan(own?.mean ?? 1);
    expect(hint).toMatchObject({ source: 'prior', n: 0 });
    const foreign = await call(gateway, 'POST', '/v1/feedback', { request_id: last, rating: 'up' }, secret);
    expect(foreign.status).toBe(404);
  }, 30_000);

  it('learns from ratings that were given before it existed', async () => {
    const gateway = await start();
    const { request_id: id, model } = await ask(gateway);
    await rate(gateway, id, 'up');
    const known = await qualityOf(gateway, model);
    // What the first schema kept of a request and a rating, and what the migration makes of it.
    await gateway.database.query(`update requests set decision = decision - 'probabilities' - 'difficulty'`);
    await gateway.database.query('delete from learned_evidence');
    await rebuildEvidence(gateway.runtime.database);
    expect((await gateway.database.query('select 1 from learned_evidence')).length).toBe(1);
    expect((await rate(gateway, id, 'down')).status).toBe(200);
    expect((await qualityOf(gateway, model))?.mean).toBeLessThan(known?.mean ?? 0);
  });

  it('learns from an answer that was none, without counting it as a rating', async () => {
    const gateway = await start();
    const { model } = await decide(gateway);
    const before = await qualityOf(gateway, model);
    gateway.runtime.sandbox?.faults.set(model.replace('sandbox/', ''), { fault: 'garbage' });
    expect((await ask(gateway)).model).not.toBe(model);
    await expect
      .poll(async () => (await qualityOf(gateway, model))?.mean ?? 0, { timeout: 5_000 })
      .toBeLessThan(before?.mean ?? 0);
    expect(await qualityOf(gateway, model)).toMatchObject({ n: 0, source: 'prior' });
    gateway.runtime.sandbox?.faults.set(model.replace('sandbox/', ''), { fault: 'outage' });
    await ask(gateway);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await gateway.database.query('select kind, model, rater from feedback')).toEqual([
      { kind: 'failure', model, rater: `router:${model}` },
    ]);
  });

  it('explores only once a team rates, says so, and logs the propensity', async () => {
    const gateway = await start();
    gateway.runtime.random = () => 0;
    expect((await explained(gateway)).decision).toMatchObject({ explored: false, propensity: 1 });
    const { model } = await decide(gateway);
    for (let i = 0; i < 20; i++)
      await rate(gateway, (await ask(gateway, { models: [model] })).request_id, i % 4 === 0 ? 'down' : 'up');
    const exploring = await explained(gateway);
    const { explored, propensity } = exploring.decision;
    expect(explored).toBe(true);
    expect(propensity).toBeGreaterThan(0);
    expect(propensity).toBeLessThanOrEqual(0.02);
    expect(exploring.model).not.toBe((await decide(gateway)).model);
    expect(await explained(gateway, { models: [model] })).toMatchObject({ decision: { explored: false } });
    const [row] = await gateway.database.query<{ propensity: number }>(
      'select propensity from requests where id = $1',
      [exploring.request_id],
    );
    expect(row?.propensity).toBe(propensity);
  }, 30_000);
});

async function explained(gateway: TestGateway, router: object = {}) {
  const messages = [{ role: 'user', content: CODE }];
  const body = { model: 'auto', messages, max_tokens: 8, router: { explain: true, ...router } };
  return (await call(gateway, 'POST', '/v1/chat/completions', body)).body.router as {
    request_id: string;
    model: string;
    decision: { explored: boolean; propensity: number };
  };
}

describe('a corrected category', () => {
  it('is learned at once, survives a restart, and is unlearned when it is withdrawn', async () => {
    const gateway = await start();
    const prompt = 'Our function room seats forty guests and the return policy is generous, please advise.';
    const asked = await ask(gateway, {}, prompt);
    const wanted = asked.category === 'creative' ? 'reasoning' : 'creative';
    const corrected = await rate(gateway, asked.request_id, 'up', { category: wanted });
    expect(corrected.body).toMatchObject({ category: wanted, category_learned: true });
    expect((await decide(gateway, {}, prompt)).category).toBe(wanted);
    const restarted = await start({}, gateway.database);
    expect((await decide(restarted, {}, prompt, gateway.key)).category).toBe(wanted);
    await call(gateway, 'DELETE', `/v1/feedback/${asked.request_id}`);
    expect((await decide(gateway, {}, prompt)).category).toBe(asked.category);
    await restarted.runtime.knowledge.refresh();
    expect((await decide(restarted, {}, prompt, gateway.key)).category).toBe(asked.category);
  });

  it('keeps hashed features and never the prompt', async () => {
    const gateway = await start();
    const asked = await ask(gateway, {}, 'A sentence with the word xylophonist in it.');
    await rate(gateway, asked.request_id, 'up', { category: 'creative' });
    const rows = await gateway.database.query('select * from feedback');
    expect(JSON.stringify(rows)).not.toContain('xylophonist');
  });

  it('reports that the prompt is no longer stored, and trains nothing', async () => {
    const gateway = await start();
    const asked = await ask(gateway);
    const other = await start({}, gateway.database);
    const body = { request_id: asked.request_id, rating: 'up', category: 'creative' };
    const answer = await call(other, 'POST', '/v1/feedback', body, gateway.key);
    expect(answer.body).toMatchObject({ category: 'creative', category_learned: false });
    expect((await decide(other, {}, CODE, gateway.key)).category).toBe(asked.category);
  });
});

describe('a session', () => {
  it('keeps its model across turns and processes, and names the model that would have answered a new one', async () => {
    const gateway = await start();
    const session = { session: 'chat-1' };
    const first = await ask(gateway, session, 'hi');
    const harder = await decide(gateway, session);
    expect(harder.model).toBe(first.model);
    expect((await decide(gateway)).model).not.toBe(first.model);
    expect(harder.decision.sticky).toMatchObject({ model: first.model, kept: true });
    const other = await start({}, gateway.database);
    expect((await decide(other, session, CODE, gateway.key)).model).toBe(first.model);
  });

  it('belongs to its team, and to the requested policy', async () => {
    const gateway = await start();
    const session = { session: 'chat-1' };
    const { model } = await ask(gateway, session, 'hi');
    expect((await decide(gateway, { ...session, policy: 'best' })).model).not.toBe(model);
    const { database } = gateway.runtime;
    const team = await database.team.create({ data: { id: 'team_two', name: 'Two' } });
    const { secret } = await createKey(database, { name: 'two', teamId: team.id, createdById: null });
    expect((await decide(gateway, session, CODE, secret)).decision.sticky).toBeNull();
  });

  it('ends when its model fails', async () => {
    const gateway = await start();
    const session = { session: 'chat-1' };
    const { model } = await ask(gateway, session, 'hi');
    gateway.runtime.sandbox?.faults.set(model.replace('sandbox/', ''), { fault: 'outage' });
    const next = await ask(gateway, session, 'hi');
    expect(next.model).not.toBe(model);
    expect((await decide(gateway, session)).decision.sticky).toMatchObject({ model: next.model });
  });
});

describe('the workspace’s policy', () => {
  const owner: UserCaller = {
    kind: 'user',
    userId: 'usr_owner',
    teamId: '',
    role: 'owner',
    teamRole: 'owner',
    name: 'Ada',
    email: 'ada@example.com',
  };
  const draft = { name: 'auto', qualityWeight: 0.95, latencyWeight: 0, exploration: 0 };

  async function withOwner() {
    const gateway = await start();
    const { database } = gateway.runtime;
    await database.user.create({
      data: { id: owner.userId, email: owner.email, name: owner.name, passwordHash: '-', role: 'owner' },
    });
    return { gateway, database };
  }

  it('is what `auto` means from the moment it is saved, version by version', async () => {
    const { gateway, database } = await withOwner();
    const before = await decide(gateway);
    await savePolicy(database, owner, draft, 0);
    await gateway.runtime.knowledge.refreshPolicies();
    const after = await decide(gateway);
    expect(after.decision).toMatchObject({ policy: 'auto', policy_version: 1, quality_weight: 0.95 });
    expect(after.model).not.toBe(before.model);
    await savePolicy(database, owner, { ...draft, categoryMap: { code: ['sandbox/tern-small'] } }, 1);
    await gateway.runtime.knowledge.refreshPolicies();
    expect(await decide(gateway)).toMatchObject({ model: 'sandbox/tern-small', decision: { policy_version: 2 } });
  });

  it('is not overwritten by a save that is based on an older version, nor changed by a member', async () => {
    const { database } = await withOwner();
    await savePolicy(database, owner, draft, 0);
    await expect(savePolicy(database, owner, draft, 0)).rejects.toMatchObject({ code: 'conflict' });
    await expect(savePolicy(database, { ...owner, role: 'member' }, draft, 1)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
