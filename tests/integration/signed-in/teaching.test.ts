import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { correctAction, rateAction } from '../../../app/(dashboard)/feedback-actions';
import { toCaller } from '../../../lib/auth/session';
import type { Caller, UserCaller } from '../../../lib/caller';
import { type FeedbackEntry, recordAnswerFailure } from '../../../lib/db/learning/feedback';
import { rebuildEvidence } from '../../../lib/db/learning/outcome-sums';
import { rebuildRollups } from '../../../lib/db/rollup/rebuild';
import { createKey } from '../../../lib/db/teams/keys';
import { findMember } from '../../../lib/db/teams/users';
import { emptyLearned, type Learned } from '../../../lib/engine/memory/learned';
import { Memory } from '../../../lib/engine/memory/memory';
import { FEEDBACK_KINDS, outcomeFromFeedback } from '../../../lib/engine/memory/outcome';
import { priorQuality } from '../../../lib/engine/policy/prior';
import { seededRandom } from '../../../lib/engine/random';
import { correctCategory, giveFeedback, takeBackFeedback } from '../../../lib/gateway/learning';
import { startTestGateway, type TestGateway } from '../../support/gateway';
import { signedIn } from '../../support/signed-in';

const RUNTIME = Symbol.for('a3m-router.runtime');

let gateway: TestGateway;
let otherTeam: string;
/** Members of the team, its viewers of either sort, and a member of another team. */
const people: Record<'ada' | 'bob' | 'viewerOfTeam' | 'viewerOfAll' | 'stranger', UserCaller> = {} as never;
let keyOfViewer: string;
let keyOfStranger: string;

beforeAll(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
  gateway.runtime.sandbox?.setSlowness(0.2);
  (globalThis as Record<symbol, unknown>)[RUNTIME] = Promise.resolve(gateway.runtime);
  const { database } = gateway.runtime;
  otherTeam = (await database.team.create({ data: { id: 'team_other', name: 'Other' } })).id;
  const add = async (name: keyof typeof people, teamId: string, roles: { workspace?: 'viewer'; team?: 'viewer' }) => {
    const memberships = { create: { teamId, role: roles.team ?? ('member' as const) } };
    const role = roles.workspace ?? ('member' as const);
    await database.user.create({ data: { id: name, email: name, name, passwordHash: '-', role, memberships } });
    const member = await findMember(database, name);
    if (member) people[name] = toCaller(member);
  };
  await add('ada', gateway.teamId, {});
  await add('bob', gateway.teamId, {});
  await add('viewerOfTeam', gateway.teamId, { team: 'viewer' });
  await add('viewerOfAll', gateway.teamId, { workspace: 'viewer' });
  await add('stranger', otherTeam, {});
  const keyOf = async (createdById: string, teamId: string) =>
    (await createKey(database, { name: 'theirs', teamId, createdById })).secret;
  keyOfViewer = await keyOf('viewerOfTeam', gateway.teamId);
  keyOfStranger = await keyOf('stranger', otherTeam);
});
afterAll(async () => {
  delete (globalThis as Record<symbol, unknown>)[RUNTIME];
  await gateway.close();
});

afterEach(() => gateway.runtime.sandbox?.faults.clear());

/** Each test learns from nothing. */
beforeEach(async () => {
  await gateway.database.query('delete from feedback');
  await gateway.database.query('delete from rollup_outcomes');
  await rebuildAll();
});

async function rebuildAll(): Promise<void> {
  const places = await gateway.database.query<{ team_id: string; model: string }>(
    'delete from learned_evidence returning *',
  );
  await rebuildEvidence(gateway.runtime.database, { all: true });
  const { memory } = gateway.runtime.knowledge;
  const known = await evidence();
  for (const { team_id, model } of places) if (!known[`${team_id} ${model}`]) memory.set(team_id, model, NOTHING);
  for (const [place, learned] of Object.entries(known)) {
    const [team, model] = place.split(' ') as [string, string];
    memory.set(team, model, learned);
  }
}

const NOTHING = emptyLearned();

async function call(method: string, path: string, body: object | null, key = gateway.key) {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

async function ask(model = 'auto', prompt = 'Write a Python function that parses an ISO 8601 date.') {
  const messages = [{ role: 'user', content: prompt }];
  const { body } = await call('POST', '/v1/chat/completions', { model, messages, max_tokens: 8 });
  return body.router as { request_id: string; model: string; category: string };
}

/** Every row that memory is made of, and everything that is known. */
const rows = () => gateway.database.query('select * from feedback order by created_at, id');
async function evidence(): Promise<Record<string, Learned>> {
  const known = await gateway.database.query<{ team_id: string; model: string; evidence: Learned }>(
    'select team_id, model, evidence from learned_evidence order by 1, 2',
  );
  return Object.fromEntries(known.map((row) => [`${row.team_id} ${row.model}`, row.evidence]));
}
const counted = () =>
  gateway.database.query<{ kind: string; rated: number; up: number; down: number }>(
    `select kind::text, rated, up, down from rollup_outcomes where grain = 'quarter' and rated <> 0 order by 1`,
  );

const give = (caller: Caller, entry: FeedbackEntry) => giveFeedback(gateway.runtime, caller, entry);
const takeBack = (caller: Caller, requestId: string, kind: FeedbackEntry['kind']) =>
  takeBackFeedback(gateway.runtime, caller, requestId, kind);
const inMemory = (model: string, team = gateway.teamId) => gateway.runtime.knowledge.memory.get(team, model);

/** Every word that moves an estimate, and how the documentation says that it counts. */
const WORDS = [
  { kind: 'rating', rating: 1, outcome: 1, weight: 1 },
  { kind: 'rating', rating: -1, outcome: 0, weight: 1 },
  { kind: 'rating', rating: 0.5, outcome: 0.75, weight: 1 },
  { kind: 'vote', rating: 1, outcome: 1, weight: 1 },
  { kind: 'vote', rating: 0, outcome: 0.5, weight: 1 },
  { kind: 'vote', rating: -1, outcome: 0, weight: 1 },
  { kind: 'vote', rating: 1, isBlind: false, outcome: 1, weight: 0.5 },
  { kind: 'stronger', rating: 0, outcome: 0, weight: 0.5 },
  { kind: 'regenerate', rating: 0, outcome: 0, weight: 0.3 },
  { kind: 'cheaper', rating: 0, outcome: 1, weight: 0.3 },
] as const;

describe.each(WORDS)('$kind ($rating, $weight)', ({ kind, rating, outcome, weight, ...more }) => {
  const entryFor = (requestId: string): FeedbackEntry => ({ requestId, kind, rating, ...more });

  it('reaches memory with its weight, once, however often and concurrently it is sent', async () => {
    const { request_id: id, model } = await ask();
    const given = await give(people.ada, entryFor(id));
    expect(given.effect).toMatchObject({ model });
    expect(await rows()).toMatchObject([{ kind, rating, outcome, weight, model, rater: 'user:ada' }]);
    const once = await evidence();
    expect(once[`${gateway.teamId} ${model}`]?.evidence.n).toBeCloseTo(weight, 12);
    expect(inMemory(model)).toEqual(once[`${gateway.teamId} ${model}`]);
    const sums = await counted();
    expect(sums).toEqual([{ kind, rated: 1, up: outcome > 0.5 ? 1 : 0, down: outcome < 0.5 ? 1 : 0 }]);

    await give(people.ada, entryFor(id));
    await Promise.all(Array.from({ length: 6 }, () => give(people.ada, entryFor(id))));
    expect(await rows()).toHaveLength(1);
    expect(await evidence()).toEqual(once);
    expect(inMemory(model)).toEqual(once[`${gateway.teamId} ${model}`]);
    expect(await counted()).toEqual(sums);
  });

  it('counts once when it is sent six times concurrently, and once for each of two users', async () => {
    const { request_id: id, model } = await ask();
    await Promise.all(Array.from({ length: 6 }, () => give(people.ada, entryFor(id))));
    expect((await evidence())[`${gateway.teamId} ${model}`]?.evidence.n).toBeCloseTo(weight, 12);
    await give(people.bob, entryFor(id));
    expect((await evidence())[`${gateway.teamId} ${model}`]?.evidence.n).toBeCloseTo(2 * weight, 12);
  });

  it('leaves no trace in memory when it is withdrawn, and cannot be withdrawn twice', async () => {
    const { request_id: first, model } = await ask();
    await give(people.bob, { requestId: first, kind: 'rating', rating: 1 });
    const before = await evidence();
    const { request_id: id } = await ask(model);
    await give(people.ada, entryFor(id));
    expect(await evidence()).not.toEqual(before);
    await takeBack(people.ada, id, kind);
    expect(await evidence()).toEqual(before);
    expect(inMemory(model)).toEqual(before[`${gateway.teamId} ${model}`]);
    expect(await counted()).toEqual([{ kind: 'rating', rated: 1, up: 1, down: 0 }]);
    await expect(takeBack(people.ada, id, kind)).rejects.toMatchObject({ code: 'not_found' });
    const taken = await Promise.allSettled([1, 2, 3].map(() => takeBack(people.bob, first, 'rating')));
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is not visible to another team, and moves that team’s estimate by the documented share', async () => {
    const { request_id: id, model: modelId } = await ask();
    await expect(give(people.stranger, entryFor(id))).rejects.toMatchObject({ code: 'not_found' });
    await expect(takeBack(people.stranger, id, kind)).rejects.toMatchObject({ code: 'not_found' });
    expect(await rows()).toEqual([]);
    await give(people.ada, entryFor(id));
    const model = gateway.runtime.catalog.get(modelId);
    const [row] = await gateway.database.query<{ context: never }>('select context from feedback');
    const learned = inMemory(modelId);
    if (!model || !row || !learned) throw new Error('Nothing was learned.');
    const prior = priorQuality(model, row.context).mean;
    const hint = gateway.runtime.knowledge.memory.estimate(otherTeam, model, row.context, prior);
    const asOwn = new Memory();
    const share = (sums: number[]) => sums.map((sum) => 0.3 * sum);
    const { precision, moment, n } = learned.evidence;
    const evidence = { ...learned.evidence, precision: share(precision), moment: share(moment), n: 0.3 * n };
    asOwn.set(otherTeam, modelId, { ...learned, evidence, tally: {} });
    expect(hint).toEqual(asOwn.estimate(otherTeam, model, row.context, prior));
    expect(inMemory(modelId, otherTeam)?.evidence.n ?? 0).toBe(0);
  });

  it.each(['viewerOfTeam', 'viewerOfAll'] as const)(
    'is refused to a %s with a message, and so is its withdrawal',
    async (who) => {
      const { request_id: id } = await ask();
      const refused = { code: 'forbidden', message: expect.stringContaining('You are a viewer of this team.') };
      await expect(give(people[who], entryFor(id))).rejects.toMatchObject(refused);
      await expect(takeBack(people[who], id, kind)).rejects.toMatchObject(refused);
      expect(await rows()).toEqual([]);
      expect(await evidence()).toEqual({});
    },
  );
});

describe('a failed answer, as the router saw it', () => {
  it('teaches once with its weight, also when it is sent several times concurrently', async () => {
    const { request_id: requestId, model } = await ask();
    const place = { teamId: gateway.teamId, requestId, model };
    await Promise.all([1, 2, 3].map(() => recordAnswerFailure(gateway.runtime.database, place)));
    await recordAnswerFailure(gateway.runtime.database, place);
    expect(await rows()).toMatchObject([{ kind: 'failure', outcome: 0, weight: 0.5, rater: `router:${model}` }]);
    expect((await evidence())[`${gateway.teamId} ${model}`]?.evidence.n).toBe(0.5);
    await expect(recordAnswerFailure(gateway.runtime.database, { ...place, teamId: otherTeam })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a correction', () => {
  const PROMPT = 'Our function room seats forty guests and the return policy is generous, please advise.';
  const categoryOf = (team: string) =>
    gateway.runtime.knowledge.classifierFor(team)([{ role: 'user', content: PROMPT }]).category;

  it('teaches its team’s classifier once, no estimate, and is forgotten when it is withdrawn', async () => {
    const { request_id: id, category } = await ask('auto', PROMPT);
    const wanted = category === 'creative' ? 'reasoning' : 'creative';
    const correct = () => correctCategory(gateway.runtime, people.ada, id, wanted);
    await correct();
    await Promise.all([correct(), correct(), correct()]);
    expect(await rows()).toMatchObject([{ kind: 'correction', category: wanted, outcome: null, weight: null }]);
    expect(await evidence()).toEqual({});
    expect([categoryOf(gateway.teamId), categoryOf(otherTeam)]).toEqual([wanted, category]);
    await takeBack(people.ada, id, 'correction');
    expect(categoryOf(gateway.teamId)).toBe(category);
  });

  it('does not affect another team, and is refused to viewers with a message', async () => {
    const { request_id: id } = await ask('auto', PROMPT);
    const by = (who: keyof typeof people) => correctCategory(gateway.runtime, people[who], id, 'creative');
    await expect(by('stranger')).rejects.toMatchObject({ code: 'not_found' });
    await expect(by('viewerOfTeam')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(by('viewerOfAll')).rejects.toMatchObject({ code: 'forbidden' });
    expect(await rows()).toEqual([]);
  });
});

describe('the entry points', () => {
  async function asViewer<Value>(who: keyof typeof people, run: () => Promise<Value>): Promise<Value> {
    signedIn.member = await findMember(gateway.runtime.database, people[who].userId);
    return run();
  }

  it('tell a viewer why, in the playground’s actions', async () => {
    const { request_id: requestId } = await ask();
    const why = { ok: false, message: expect.stringContaining('viewer') };
    for (const who of ['viewerOfTeam', 'viewerOfAll'] as const) {
      expect(await asViewer(who, () => rateAction({ requestId, rating: 1 }))).toMatchObject(why);
      expect(await asViewer(who, () => rateAction({ requestId, rating: null }))).toMatchObject(why);
      expect(await asViewer(who, () => correctAction({ requestId, category: 'code' }))).toMatchObject(why);
      expect(await asViewer(who, () => correctAction({ requestId, category: null }))).toMatchObject(why);
    }
    expect(await rows()).toEqual([]);
    expect(await asViewer('ada', () => rateAction({ requestId, rating: 1 }))).toMatchObject({ ok: true });
  });

  it('answer the key of a viewer with 403, of another team with 404, and of a member with 200', async () => {
    const { request_id } = await ask();
    const given = { request_id, rating: 'up', category: 'creative' };
    const refused = await call('POST', '/v1/feedback', given, keyOfViewer);
    expect(refused).toMatchObject({ status: 403, body: { error: { message: expect.stringContaining('viewer') } } });
    expect((await call('DELETE', `/v1/feedback/${request_id}`, null, keyOfViewer)).status).toBe(403);
    expect((await call('POST', '/v1/feedback', given, keyOfStranger)).status).toBe(404);
    expect((await call('DELETE', `/v1/feedback/${request_id}`, null, keyOfStranger)).status).toBe(404);
    expect(await rows()).toEqual([]);
    expect((await call('POST', '/v1/feedback', given)).status).toBe(200);
  });

  it('let an admin of the workspace teach where the team has them as a viewer', async () => {
    const { request_id: requestId } = await ask();
    const admin: UserCaller = { ...people.viewerOfTeam, role: 'admin' };
    expect((await give(admin, { requestId, kind: 'rating', rating: 1 })).effect).not.toBeNull();
  });
});

describe('a request', () => {
  it('that no model could answer teaches nothing', async () => {
    const { model } = await ask();
    gateway.runtime.sandbox?.faults.set(model.replace('sandbox/', ''), { fault: 'outage' });
    const messages = [{ role: 'user', content: 'hi' }];
    await call('POST', '/v1/chat/completions', { model, messages, router: { fallback: false } });
    gateway.runtime.sandbox?.faults.clear();
    const [failed] = await gateway.database.query<{ id: string }>(
      "select id from requests where status = 'failed' order by created_at desc limit 1",
    );
    const requestId = failed?.id ?? '';
    for (const kind of ['rating', 'vote', 'regenerate', 'stronger', 'cheaper'] as const)
      expect(await give(people.ada, { requestId, kind, rating: -1 })).toMatchObject({ effect: null });
    expect(await evidence()).toEqual({});
    expect(await counted()).toEqual([]);
  });

  it('that still runs is not rated before its answer is there, so that no word is lost', async () => {
    const { request_id: requestId } = await ask();
    await gateway.database.query("update requests set status = 'pending', model = null where id = $1", [requestId]);
    await expect(give(people.ada, { requestId, kind: 'rating', rating: 1 })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await rows()).toEqual([]);
    await gateway.database.query("update requests set status = 'cancelled' where id = $1", [requestId]);
  });
});

describe('memory', () => {
  it('learns in the order of the rows, also where a later row arrives first', async () => {
    const asked = [await ask(), await ask(), await ask()].map(({ request_id }) => request_id) as [
      string,
      string,
      string,
    ];
    await give(people.ada, { requestId: asked[0], kind: 'rating', rating: 1 });
    await give(people.ada, { requestId: asked[1], kind: 'stronger' });
    await gateway.database.query("update feedback set created_at = created_at + interval '1 minute'");
    await give(people.bob, { requestId: asked[2], kind: 'cheaper' });
    const known = await evidence();
    await rebuildAll();
    expect(await evidence()).toEqual(known);
  });

  it('equals a relearning from the rows after any concurrent feedback and withdrawals of several users', async () => {
    const random = seededRandom(41);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const requests = [];
    for (const model of ['auto', 'auto', 'sandbox/heron-large', 'sandbox/heron-large', 'auto'])
      requests.push(await ask(model));
    const kinds = FEEDBACK_KINDS.filter(
      (kind) => outcomeFromFeedback(kind, 0) && kind !== 'failure',
    ) as FeedbackEntry['kind'][];
    /** The current feedback, as computed from all feedback given. */
    const standing = new Map<string, { model: string; weight: number }>();
    for (let round = 0; round < 40; round++) {
      const steps = new Map<string, () => Promise<unknown>>();
      for (let i = 0; i < 4; i++) {
        const { request_id: requestId, model } = pick(requests);
        const [caller, kind] = [pick([people.ada, people.bob]), pick(kinds)];
        const word = `${requestId} ${caller.userId} ${kind}`;
        if (steps.has(word)) continue;
        if (standing.has(word) && random() < 0.5) {
          steps.set(word, () => takeBack(caller, requestId, kind));
          standing.delete(word);
        } else {
          const rating = pick([-1, 0, 1]);
          steps.set(word, () => give(caller, { requestId, kind, rating }));
          standing.set(word, { model, weight: outcomeFromFeedback(kind, rating)?.weight ?? 0 });
        }
      }
      await Promise.all([...steps.values()].map((step) => step()));
    }
    const known = await evidence();
    expect(Object.keys(known).length).toBeGreaterThan(1);
    for (const [place, learned] of Object.entries(known)) {
      const model = place.split(' ')[1] as string;
      const weights = [...standing.values()].filter((word) => word.model === model).map(({ weight }) => weight);
      expect(learned.evidence.n).toBeCloseTo(
        weights.reduce((sum, weight) => sum + weight, 0),
        9,
      );
      expect(inMemory(model)).toEqual(learned);
    }
    const sums = await gateway.database.query('select * from rollup_outcomes order by 1, 2, 3, 4, 5, 6');
    await rebuildAll();
    expect(await evidence()).toEqual(known);
    await rebuildRollups(gateway.runtime.database);
    expect(await gateway.database.query('select * from rollup_outcomes order by 1, 2, 3, 4, 5, 6')).toEqual(sums);
  }, 60_000);
});
