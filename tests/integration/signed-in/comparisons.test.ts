import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as actions from '../../../app/(dashboard)/compare/actions';
import { POST as postAnswer } from '../../../app/api/compare/answer/route';
import { GET as getCsv } from '../../../app/api/compare/csv/route';
import { linesIn } from '../../../components/browser/lines';
import { toCaller } from '../../../lib/auth/session';
import { createBudget, setBudgetDeleted } from '../../../lib/db/budgets/budgets';
import { findSharedComparison } from '../../../lib/db/compare/comparison-shares';
import { saveAnswer } from '../../../lib/db/compare/comparisons';
import { createOwner, findMember, type Member } from '../../../lib/db/teams/users';
import { DEFAULT_LADDER } from '../../../lib/engine/money/budget';
import { seededRandom } from '../../../lib/engine/random';
import { DEFAULT_CHAT_SETTINGS } from '../../../lib/services/chat/request-from-settings';
import type { ComparisonView } from '../../../lib/services/compare/comparison-view';
import { toSharedView } from '../../../lib/services/compare/view';
import { activePolicy, decideFor } from '../../../lib/services/routing/routing-report';
import { startTestGateway, type TestGateway } from '../../support/gateway';
import { signedIn } from '../../support/signed-in';

const RUNTIME = Symbol.for('a3m-router.runtime');
const MODELS = ['sandbox/finch-code', 'sandbox/tern-small', 'sandbox/heron-large', 'sandbox/wren-small'];
const CODE = 'Write a Python function that groups items by key.';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
  gateway.runtime.sandbox?.setSlowness(0.2);
  (globalThis as Record<symbol, unknown>)[RUNTIME] = Promise.resolve(gateway.runtime);
  const { database } = gateway.runtime;
  await createOwner(database, { name: 'Ada', email: 'ada@example.com', passwordHash: 'x' });
  await database.team.create({ data: { id: 'team_other', name: 'Borea', timeZone: 'Asia/Tokyo' } });
  for (const [id, teamId, role] of [
    ['usr_member', gateway.teamId, 'member'],
    ['usr_viewer', gateway.teamId, 'viewer'],
    ['usr_other', 'team_other', 'admin'],
  ] as const)
    await database.user.create({
      data: {
        id,
        email: `${id}@example.com`,
        name: id,
        passwordHash: 'x',
        memberships: { create: { teamId, role } },
      },
    });
});

beforeEach(() => actAs('usr_member'));
afterEach(() => {
  gateway.runtime.isDraining = false;
  gateway.runtime.sandbox?.faults.clear();
});

afterAll(() => gateway?.close());

async function actAs(userId: string): Promise<void> {
  signedIn.member = await findMember(gateway.runtime.database, userId, null);
  expect(signedIn.member).not.toBeNull();
}

const caller = () => {
  return toCaller(signedIn.member as Member);
};

const columnsOf = (ids: string[]) => ids.map((model) => ({ ...DEFAULT_CHAT_SETTINGS, model, maxTokens: 12 }));

function unwrap<Value>(result: { ok: true; value: Value } | { ok: false; message: string }): Value {
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

const start = async (ids: string[], prompts = [CODE], isBlind = false) =>
  unwrap(await actions.startAction({ columns: columnsOf(ids), promptsJson: JSON.stringify(prompts), isBlind }));

/** All lines that the page gets of one column. */
async function answer(promptId: string, place: number, signal?: AbortSignal) {
  const body = JSON.stringify({ promptId, place });
  const response = await postAnswer(
    new Request('http://localhost/api/compare/answer', { method: 'POST', body, ...(signal && { signal }) }),
  );
  if (response.status !== 200) return { status: response.status, lines: [await response.json()] };
  const lines: Record<string, unknown>[] = [];
  for await (const line of linesIn<Record<string, unknown>>(response.body as ReadableStream<Uint8Array>))
    lines.push(line);
  return { status: 200, lines };
}

async function answered(ids: string[], prompts = [CODE], isBlind = false): Promise<ComparisonView> {
  const view = await start(ids, prompts, isBlind);
  for (const prompt of view.prompts) await Promise.all(ids.map((_, place) => answer(prompt.id, place)));
  return view;
}

const vote = async (view: ComparisonView, choice: 'answer' | 'tie' | 'all_bad', place: number | null, at = 0) =>
  actions.voteAction({ id: view.id, promptId: view.prompts[at]?.id ?? '', choice, place });

const undo = async (view: ComparisonView, at = 0) =>
  actions.undoAction({ id: view.id, promptId: view.prompts[at]?.id ?? '' });

/** Everything that votes change: learned evidence, outcomes and pairs. */
async function traces() {
  const { database } = gateway;
  return {
    evidence: await database.query('select team_id, model, evidence from learned_evidence order by 1, 2'),
    outcomes: await database.query('select * from rollup_outcomes order by 1, 2, 3, 4, 5, 6'),
    pairs: await database.query('select * from rollup_pairs order by 1, 2, 3, 4, 5, 6'),
    candidates: (
      decideFor(gateway.runtime, caller(), CODE, activePolicy(gateway.runtime, 'auto')) as { candidates: unknown }
    ).candidates,
  };
}

/** The pairs of the active votes, recounted from the votes alone. */
const RECOUNT = `
  with standing as (
    select votes.*, date_trunc('day', votes.created_at, teams.time_zone) as slot
    from votes join teams on teams.id = votes.team_id where withdrawn_at is null
  ), pairs as (
    select standing.*, least(a.model, b.model) as model_a, greatest(a.model, b.model) as model_b,
      case when choice = 'tie' then 0 when a.model < b.model then 1 else 0 end as won_a,
      case when choice = 'tie' then 0 when a.model < b.model then 0 else 1 end as won_b,
      case when choice = 'tie' then 1 else 0 end as tied
    from standing
      cross join unnest(models) with ordinality as a (model, i)
      cross join unnest(models) with ordinality as b (model, i)
    where a.model <> b.model
      and ((choice = 'answer' and a.i = winner + 1) or (choice = 'tie' and a.i < b.i))
  )
  select team_id, slot, category, is_blind, model_a, model_b,
    sum(won_a)::int as wins_a, sum(won_b)::int as wins_b, sum(tied)::int as ties
  from pairs group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`;

describe('a comparison', () => {
  it('asks each column as it was set up, stores the answers, and records them with the source compare', async () => {
    const view = await answered(MODELS.slice(0, 3));
    const read = unwrap(await actions.loadAction({ id: view.id, promptId: view.prompts[0]?.id ?? '' }));
    const answers = read.prompts[0]?.answers ?? [];
    expect(answers.map((one) => one?.who?.model)).toEqual(MODELS.slice(0, 3));
    expect(answers.every((one) => one?.status === 'succeeded' && one.text.length > 0 && one.figures)).toBe(true);
    const rows = await gateway.database.query(`select distinct source::text from requests`);
    expect(rows).toEqual([{ source: 'compare' }]);
  });

  it('keeps what arrived when the client disconnects, and the last attempt counts', async () => {
    const long = columnsOf(['sandbox/osprey-reason', 'sandbox/tern-small']).map((one) => ({ ...one, maxTokens: null }));
    const view = unwrap(
      await actions.startAction({ columns: long, promptsJson: '["Write a long poem about the sea."]', isBlind: false }),
    );
    const promptId = view.prompts[0]?.id ?? '';
    const leaving = new AbortController();
    const left = answer(promptId, 0, leaving.signal).catch(() => null);
    setTimeout(() => leaving.abort(), 400);
    await left;
    const read = async () => unwrap(await actions.loadAction({ id: view.id, promptId })).prompts[0]?.answers[0];
    await vi.waitFor(async () => expect((await read())?.status).toBe('cancelled'), { timeout: 10_000 });
    const [row] = await gateway.database.query<{ status: string }>(
      'select status from requests order by created_at desc limit 1',
    );
    expect(row?.status).toBe('cancelled');
  });

  it('stores what a database cannot hold as what it can', async () => {
    const view = await start(MODELS.slice(0, 2));
    const promptId = view.prompts[0]?.id ?? '';
    await saveAnswer(gateway.runtime.database, { promptId, column: 0, requestId: 'req_x', content: 'a\0b\ud800' });
    const read = unwrap(await actions.loadAction({ id: view.id, promptId }));
    expect(read.prompts[0]?.answers[0]?.text).toBe('a\ufffdb\ufffd');
  });

  it('asks a follow-up in each column’s own conversation, at the same places', async () => {
    const view = await answered(MODELS.slice(0, 2), ['What is 12 * 7?'], true);
    const promptId = view.prompts[0]?.id ?? '';
    const updated = unwrap(await actions.followUpAction({ id: view.id, followsId: promptId, prompt: 'And 6 * 7?' }));
    const added = updated.prompts.at(-1);
    expect(added).toMatchObject({ number: 2, followsId: promptId, rootId: promptId, isHidden: true });
    await Promise.all([0, 1].map((place) => answer(added?.id ?? '', place)));
    const orders = await gateway.database.query<{ order: number[] }>(
      `select "order" from comparison_prompts where comparison_id = $1 order by number`,
      [view.id],
    );
    expect(orders[1]?.order).toEqual(orders[0]?.order);
    const tokens = await gateway.database.query<{ input_tokens: number }>(
      `select r.input_tokens from comparison_answers a join requests r on r.id = a.request_id
       join comparison_prompts p on p.id = a.prompt_id where comparison_id = $1 order by number, "column"`,
      [view.id],
    );
    expect(tokens[2]?.input_tokens).toBeGreaterThan(tokens[0]?.input_tokens ?? 0);
  });

  it('belongs to its creator: others of the team and other teams find nothing', async () => {
    const view = await answered(MODELS.slice(0, 2));
    const promptId = view.prompts[0]?.id ?? '';
    const nothing = { ok: false, message: expect.stringContaining('no such') };
    for (const stranger of ['usr_viewer', 'usr_other']) {
      await actAs(stranger);
      expect(await actions.loadAction({ id: view.id, promptId })).toMatchObject(nothing);
      expect(await actions.followUpAction({ id: view.id, followsId: promptId, prompt: 'x' })).toMatchObject(nothing);
      expect(await actions.renameAction({ id: view.id, title: 'mine' })).toMatchObject(nothing);
      expect(await actions.deleteAction({ id: view.id, isDeleted: true })).toMatchObject(nothing);
      expect(await actions.shareAction({ id: view.id, isShared: true })).toMatchObject(nothing);
      expect(await actions.columnsAction({ id: view.id })).toMatchObject(nothing);
      expect((await answer(promptId, 0)).status).toBe(404);
      expect((await getCsv(new Request(`http://localhost/api/compare/csv?id=${view.id}`))).status).toBe(404);
    }
    await actAs('usr_other');
    expect(await actions.voteAction({ id: view.id, promptId, choice: 'tie', place: null })).toMatchObject(nothing);
  });

  it('is returned in full without texts when no prompt is named, and as one conversation with texts when one is', async () => {
    const view = await answered(MODELS.slice(0, 2), ['What is 2 + 2?', 'What is 3 * 3?']);
    const whole = unwrap(await actions.loadAction({ id: view.id, promptId: null }));
    expect(whole.prompts.map(({ hasTexts }) => hasTexts)).toEqual([false, false]);
    expect(whole.prompts.every(({ answers }) => answers.every((one) => one?.text === ''))).toBe(true);
    const one = unwrap(await actions.loadAction({ id: view.id, promptId: view.prompts[1]?.id ?? '' }));
    expect(one.prompts).toMatchObject([{ number: 2, hasTexts: true }]);
  });

  it('can be renamed, deleted and restored', async () => {
    const view = await answered(MODELS.slice(0, 2));
    await actions.renameAction({ id: view.id, title: 'Grouping' });
    const titles = async () => unwrap(await actions.listAction({})).map(({ title }) => title);
    expect(await titles()).toContain('Grouping');
    await actions.deleteAction({ id: view.id, isDeleted: true });
    expect(await titles()).not.toContain('Grouping');
    await actions.deleteAction({ id: view.id, isDeleted: false });
    expect(await titles()).toContain('Grouping');
  });

  it('is read by colleagues through its link until the link is revoked', async () => {
    const view = await answered(MODELS.slice(0, 2), [CODE], true);
    const { database } = gateway.runtime;
    const link = unwrap(await actions.shareAction({ id: view.id, isShared: true }));
    expect(unwrap(await actions.shareAction({ id: view.id, isShared: true }))).toBe(link);
    const id = link?.split('/').at(-1) ?? '';
    const shared = await findSharedComparison(database, id);
    const read = shared && toSharedView(shared.comparison);
    expect(read?.prompts[0]?.answers.every((one) => one?.text && one.who === null)).toBe(true);
    await vote(view, 'answer', 0);
    const after = await findSharedComparison(database, id);
    const [revealed] = (after && toSharedView(after.comparison).prompts) ?? [];
    expect(revealed?.answers.every((one) => one?.who?.model && !one.who.requestId)).toBe(true);
    // The link does not show the effect on the team's router.
    expect(revealed?.vote).toMatchObject({ choice: 'answer', place: 0, effects: [], odds: null });
    await actions.shareAction({ id: view.id, isShared: false });
    expect(await findSharedComparison(database, id)).toBeNull();
  });

  it('puts every answer into the CSV, and names no model before the vote', async () => {
    const view = await answered(MODELS.slice(0, 2), [CODE, 'What is 2 + 2?'], true);
    await vote(view, 'answer', 1, 1);
    const response = await getCsv(new Request(`http://localhost/api/compare/csv?id=${view.id}`));
    const lines = (await response.text())
      .replace(/"[^"]*"/g, '…')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(1 + 4);
    expect(lines.slice(1, 3).some((line) => MODELS.some((model) => line.includes(model)))).toBe(false);
    expect(lines[4]).toContain('won');
    expect(lines[3]).toContain('lost');
  });
});

describe('a blind comparison', () => {
  it('reveals neither models nor requests, costs, speed or order before the vote, and all of them after it', async () => {
    const view = await start(MODELS.slice(0, 4), [CODE], true);
    const promptId = view.prompts[0]?.id ?? '';
    const streams = (await Promise.all([0, 1, 2, 3].map((place) => answer(promptId, place)))).flatMap(
      ({ lines }) => lines,
    );
    expect(new Set(streams.map(({ type }) => type))).toEqual(new Set(['kind', 'text', 'end']));
    expect(streams.filter(({ type }) => type === 'end')).toEqual(
      Array.from({ length: 4 }, () => ({ type: 'end', status: 'succeeded', failure: null, figures: null })),
    );
    const before = unwrap(await actions.loadAction({ id: view.id, promptId }));
    const withoutTexts = JSON.stringify(before, (key, value) => (key === 'text' ? '' : value));
    for (const secret of [...MODELS, 'req_', 'sandbox']) expect(withoutTexts).not.toContain(secret);
    expect(before).toMatchObject({ columns: null, tally: [] });
    expect(before.prompts[0]).toMatchObject({ order: null, isHidden: true });
    const after = unwrap(await vote(view, 'answer', 2));
    expect(after.prompts[0]?.order?.toSorted()).toEqual([0, 1, 2, 3]);
    const [row] = await gateway.database.query<{ models: string[]; winner: number; is_blind: boolean }>(
      'select models, winner, is_blind from votes where prompt_id = $1',
      [promptId],
    );
    expect(row?.is_blind).toBe(true);
    expect(row?.models[row.winner]).toBe(after.prompts[0]?.answers[2]?.who?.model);
    expect(after.prompts[0]?.vote).toMatchObject({ choice: 'answer', place: 2, weight: 1 });
  });

  it('does not reveal the vendor when a column fails', async () => {
    const missing = columnsOf([MODELS[0] ?? '', 'nobody/nothing']);
    const view = unwrap(
      await actions.startAction({ columns: missing, promptsJson: JSON.stringify([CODE]), isBlind: true }),
    );
    const promptId = view.prompts[0]?.id ?? '';
    const results = await Promise.all([0, 1].map((place) => answer(promptId, place)));
    const failed = results.find(({ status }) => status !== 200);
    expect(JSON.stringify(failed?.lines)).toContain('hidden until you vote');
    expect(JSON.stringify(failed?.lines)).not.toContain('nobody');
  });

  it('names no amount when a budget has no room for a column: it would give the model away', async () => {
    const { database } = gateway.runtime;
    const budgetId = await createBudget(database, {
      scope: 'team',
      teamId: gateway.teamId,
      period: 'day',
      timeZone: 'UTC',
      limitNanoUsd: 10,
      ladder: DEFAULT_LADDER,
    });
    const view = await start(MODELS.slice(0, 2), [CODE], true);
    const refused = await answer(view.prompts[0]?.id ?? '', 0);
    await setBudgetDeleted(database, budgetId, true);
    expect(refused.status).toBe(402);
    expect(JSON.stringify(refused.lines)).toContain('A budget has too little left for this column');
    expect(JSON.stringify(refused.lines)).not.toContain('$');
  });

  it('shuffles each prompt of a set on its own', async () => {
    const prompts = Array.from({ length: 40 }, (_, i) => `Prompt ${i}`);
    const view = await start(MODELS.slice(0, 4), prompts, true);
    const rows = await gateway.database.query<{ order: number[] }>(
      'select "order" from comparison_prompts where comparison_id = $1',
      [view.id],
    );
    expect(new Set(rows.map(({ order }) => order.join())).size).toBeGreaterThan(5);
  });

  it('is not offered to viewers, because they could never reveal the names', async () => {
    await actAs('usr_viewer');
    expect(await start(MODELS.slice(0, 2), [CODE], true)).toMatchObject({ isBlind: false });
  });
});

describe('a vote', () => {
  it('is refused with a message from viewers, and teaches nothing', async () => {
    await actAs('usr_viewer');
    const view = await answered(MODELS.slice(0, 2));
    const before = await traces();
    expect(await vote(view, 'answer', 0)).toMatchObject({ ok: false, message: expect.stringContaining('Viewers') });
    expect(await traces()).toEqual(before);
  });

  it('counts finished answers only, two at least, and not one that is not finished', async () => {
    const view = await start(MODELS.slice(0, 3));
    const promptId = view.prompts[0]?.id ?? '';
    await answer(promptId, 0);
    expect(await vote(view, 'answer', 0)).toMatchObject({
      ok: false,
      message: expect.stringContaining('two finished'),
    });
    await answer(promptId, 1);
    expect(await vote(view, 'answer', 2)).toMatchObject({
      ok: false,
      message: expect.stringContaining('not finished'),
    });
    const updated = unwrap(await vote(view, 'answer', 0));
    expect(updated.prompts[0]?.vote?.places).toEqual([0, 1]);
    expect((await answer(promptId, 1)).status).toBe(409);
  });

  it('is refused on an answer that is being generated again, and does not change it afterwards', async () => {
    const view = await answered(MODELS.slice(0, 3));
    const promptId = view.prompts[0]?.id ?? '';
    gateway.runtime.sandbox?.faults.set('heron-large', { fault: 'slow', delayMs: 1_500 });
    const again = answer(promptId, 2);
    const read = async () => unwrap(await actions.loadAction({ id: view.id, promptId })).prompts[0];
    await vi.waitFor(async () => expect((await read())?.answers[2]).toBeNull(), { timeout: 5_000 });
    expect(unwrap(await vote(view, 'answer', 0)).prompts[0]?.vote?.places).toEqual([0, 1]);
    await again;
    expect((await read())?.answers[2]).toMatchObject({ status: 'succeeded' });
    expect((await read())?.vote?.places).toEqual([0, 1]);
  });

  it('is still on the answer from before where another try was refused', async () => {
    const view = await answered(MODELS.slice(0, 2));
    gateway.runtime.isDraining = true;
    expect((await answer(view.prompts[0]?.id ?? '', 1)).status).toBe(503);
    gateway.runtime.isDraining = false;
    expect(unwrap(await vote(view, 'answer', 0)).prompts[0]?.vote?.places).toEqual([0, 1]);
  });

  it('teaches memory one outcome an answer, in one transaction, by its weight', async () => {
    for (const [isBlind, weight] of [
      [true, 1],
      [false, 0.5],
    ] as const) {
      const view = await answered(MODELS.slice(0, 3), [CODE], isBlind);
      unwrap(await vote(view, 'answer', 1));
      const rows = await gateway.database.query<{ outcome: number; weight: number }>(
        `select outcome, weight from feedback where kind = 'vote' and request_id in (
          select request_id from comparison_answers where prompt_id = $1) order by outcome desc`,
        [view.prompts[0]?.id],
      );
      expect(rows).toEqual([
        { outcome: 1, weight },
        { outcome: 0, weight },
        { outcome: 0, weight },
      ]);
    }
  });

  it('counts once, however often and concurrently it is sent', async () => {
    const view = await answered(MODELS.slice(0, 3));
    unwrap(await vote(view, 'answer', 0));
    const once = await traces();
    await Promise.all(Array.from({ length: 8 }, () => vote(view, 'answer', 0)));
    expect(await traces()).toEqual(once);
    const [row] = await gateway.database.query<{ n: number }>(
      'select count(*)::int as n from votes where prompt_id = $1',
      [view.prompts[0]?.id],
    );
    expect(row?.n).toBe(1);
  });

  it('takes the place of the one before', async () => {
    const view = await answered(MODELS.slice(0, 3));
    const clean = await traces();
    unwrap(await vote(view, 'answer', 0));
    const updated = unwrap(await vote(view, 'tie', null));
    expect(updated.prompts[0]?.vote).toMatchObject({ choice: 'tie', place: null });
    const [row] = await gateway.database.query<{ standing: number }>(
      'select count(*)::int as standing from votes where prompt_id = $1 and withdrawn_at is null',
      [view.prompts[0]?.id],
    );
    expect(row?.standing).toBe(1);
    expect(await gateway.database.query('select * from rollup_pairs order by 1, 2, 3, 4, 5, 6')).toEqual(
      await gateway.database.query(RECOUNT),
    );
    unwrap(await undo(view));
    expect(await traces()).toEqual({ ...clean, evidence: expect.anything() });
  });

  it('leaves no trace once it is undone: estimates, evidence, outcomes and pairs are exactly as before', async () => {
    const first = await answered(MODELS.slice(0, 4));
    unwrap(await vote(first, 'answer', 1));
    const view = await answered(MODELS.slice(0, 4), [CODE], true);
    for (const [choice, place] of [
      ['answer', 3],
      ['tie', null],
      ['all_bad', null],
    ] as const) {
      const before = await traces();
      const updated = unwrap(await vote(view, choice, place));
      expect(updated.prompts[0]?.vote?.effects).toHaveLength(4);
      expect((await traces()).evidence).not.toEqual(before.evidence);
      expect(unwrap(await undo(view)).prompts[0]?.vote).toBeNull();
      expect(await traces()).toEqual(before);
    }
    expect(await undo(view)).toMatchObject({ ok: false, message: expect.stringContaining('no vote') });
  });

  it('is undone also when its requests are deleted from the ledger', async () => {
    const view = await answered(MODELS.slice(0, 2));
    const before = await traces();
    unwrap(await vote(view, 'answer', 0));
    // As when a month is dropped: the feedback on its requests stays.
    await gateway.database.query(`
      alter table requests disable trigger forget_deleted;
      delete from requests where id in (select request_id from comparison_answers);
      alter table requests enable trigger forget_deleted`);
    expect(unwrap(await undo(view)).prompts[0]?.vote).toBeNull();
    expect(await traces()).toEqual(before);
  });

  it('is no longer blind once a vote has shown the names, also when that was undone', async () => {
    const view = await answered(MODELS.slice(0, 2), [CODE], true);
    expect(unwrap(await vote(view, 'answer', 0)).prompts[0]?.vote).toMatchObject({ isBlind: true, weight: 1 });
    unwrap(await undo(view));
    expect(unwrap(await vote(view, 'answer', 0)).prompts[0]?.vote).toMatchObject({ isBlind: false, weight: 0.5 });
  });

  it('makes no pair of a model with itself', async () => {
    const view = await answered([MODELS[0] ?? '', MODELS[0] ?? '', MODELS[1] ?? '']);
    const before = await gateway.database.query<{ n: number }>(
      'select coalesce(sum(wins_a + wins_b + ties), 0)::int as n from rollup_pairs',
    );
    unwrap(await vote(view, 'tie', null));
    const after = await gateway.database.query<{ n: number }>(
      'select sum(wins_a + wins_b + ties)::int as n from rollup_pairs',
    );
    expect((after[0]?.n ?? 0) - (before[0]?.n ?? 0)).toBe(2);
    expect(await gateway.database.query('select 1 from rollup_pairs where model_a = model_b')).toEqual([]);
  });

  it('shows what it did as the database has it', async () => {
    const view = await answered(MODELS.slice(0, 3), [CODE], true);
    const updated = unwrap(await vote(view, 'answer', 0));
    const shown = updated.prompts[0]?.vote;
    const winner = shown?.effects.find(({ place }) => place === 0);
    const [row] = await gateway.database.query<{ effect: { before: number; after: number; n: number } }>(
      `select effect from feedback where kind = 'vote' and outcome = 1 order by created_at desc limit 1`,
    );
    expect(row?.effect).toEqual({ before: winner?.before, after: winner?.after, n: winner?.n });
    expect(winner?.after).toBeGreaterThan(winner?.before ?? 1);
    const sum = (shares: { share: number }[] = []) => shares.reduce((total, { share }) => total + share, 0);
    expect(sum(shown?.odds?.before)).toBeCloseTo(1, 9);
    expect(sum(shown?.odds?.after)).toBeCloseTo(1, 9);
    const again = unwrap(await actions.loadAction({ id: view.id, promptId: view.prompts[0]?.id ?? '' }));
    expect(again.prompts[0]?.vote).toEqual(shown);
  });

  it('is stored with its feedback, effect, odds and pairs in one transaction, or not at all', async () => {
    const { query } = gateway.database;
    const view = await answered(MODELS.slice(0, 3), [CODE], true);
    const promptId = view.prompts[0]?.id ?? '';
    const before = await traces();
    await query(`
      create function refuse_effect() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$;
      create trigger refuse_effect before update on feedback for each row execute function refuse_effect()`);
    try {
      expect((await vote(view, 'answer', 0)).ok).toBe(false);
    } finally {
      await query('drop trigger refuse_effect on feedback; drop function refuse_effect()');
    }
    expect(await query('select 1 from votes where prompt_id = $1', [promptId])).toEqual([]);
    expect(await traces()).toEqual(before);

    unwrap(await vote(view, 'answer', 0));
    const rows = await query<{ transaction: string; isNoted: boolean }>(
      `select xmin::text as transaction, odds is not null as "isNoted" from votes where prompt_id = $1
       union all select xmin::text, effect is not null from feedback where kind = 'vote' and request_id in (
         select request_id from comparison_answers where prompt_id = $1)`,
      [promptId],
    );
    expect(rows).toHaveLength(4);
    expect(new Set(rows.map(({ transaction }) => transaction)).size).toBe(1);
    expect(rows.every(({ isNoted }) => isNoted)).toBe(true);
  });

  it('keeps pairs in step with the votes, for any order of votes, changes and withdrawals', async () => {
    const random = seededRandom(7);
    const pick = (count: number) => Math.floor(random() * count);
    const comparisons: ComparisonView[] = [];
    for (let i = 0; i < 4; i++) {
      const ids = Array.from({ length: 2 + (i % 3) }, () => MODELS[pick(MODELS.length)] ?? '');
      comparisons.push(await answered(ids, [CODE, 'What is the capital of Portugal?'], i % 2 === 0));
    }
    await actAs('usr_other');
    comparisons.push(await answered(MODELS.slice(0, 3)));
    for (let step = 0; step < 60; step++) {
      const i = pick(comparisons.length);
      const view = comparisons[i] as ComparisonView;
      await actAs(i === comparisons.length - 1 ? 'usr_other' : 'usr_member');
      const at = pick(view.prompts.length);
      const what = pick(5);
      if (what === 0) await undo(view, at);
      else if (what === 1) await Promise.all([vote(view, 'tie', null, at), vote(view, 'all_bad', null, at)]);
      else if (what === 2) await vote(view, 'tie', null, at);
      else unwrap(await vote(view, 'answer', pick(view.count), at));
    }
    await actAs('usr_member');
    const pairs = await gateway.database.query('select * from rollup_pairs order by 1, 2, 3, 4, 5, 6');
    expect(pairs.length).toBeGreaterThan(3);
    expect(pairs).toEqual(await gateway.database.query(RECOUNT));
  });
});
