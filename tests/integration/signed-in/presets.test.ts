import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planDraftAction } from '../../../app/(dashboard)/playground/plan-actions';
import {
  changePresetAction,
  deletePresetAction,
  savePresetAction,
} from '../../../app/(dashboard)/playground/preset-actions';
import { toCaller } from '../../../lib/auth/session';
import type { UserCaller } from '../../../lib/caller';
import { type ChatSettings, chatSettings, DEFAULT_CHAT_SETTINGS } from '../../../lib/chat-settings';
import { listPresets } from '../../../lib/db/chat/presets';
import { saveTurn } from '../../../lib/db/chat/threads';
import { findMember } from '../../../lib/db/teams/users';
import { newId } from '../../../lib/engine/id';
import type { Draft } from '../../../lib/services/chat/plan-draft';
import { startTestGateway, type TestGateway } from '../../support/gateway';
import { signedIn } from '../../support/signed-in';

const RUNTIME = Symbol.for('a3m-router.runtime');

let gateway: TestGateway;
const people: Record<'ada' | 'bob' | 'stranger', UserCaller> = {} as never;

beforeAll(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
  (globalThis as Record<symbol, unknown>)[RUNTIME] = Promise.resolve(gateway.runtime);
  const { database } = gateway.runtime;
  const other = await database.team.create({ data: { id: 'team_other', name: 'Other' } });
  const add = async (name: keyof typeof people, teamIds: string[]) => {
    const memberships = { create: teamIds.map((teamId) => ({ teamId, role: 'member' as const })) };
    await database.user.create({
      data: { id: name, email: name, name, passwordHash: '-', role: 'member', memberships },
    });
    const member = await findMember(database, name);
    if (member) people[name] = { ...toCaller(member), teamId: teamIds[0] ?? '' };
  };
  await add('ada', [gateway.teamId, other.id]);
  await add('bob', [gateway.teamId]);
  await add('stranger', [other.id]);
});
afterAll(async () => {
  delete (globalThis as Record<symbol, unknown>)[RUNTIME];
  await gateway.close();
});
beforeEach(async () => {
  await gateway.database.query('delete from presets');
});

async function as<Value>(who: UserCaller, act: () => Promise<Value>): Promise<Value> {
  const member = await findMember(gateway.runtime.database, who.userId);
  signedIn.member = member && { ...member, teamId: who.teamId };
  return act();
}

/** What an action gave, or its refusal as an error. */
async function done<Value>(
  result: Promise<{ ok: true; value: Value } | { ok: false; message: string }>,
): Promise<Value> {
  const settled = await result;
  if (!settled.ok) throw new Error(settled.message);
  return settled.value;
}

const settings = (part: Partial<ChatSettings> = {}) => chatSettings.parse({ ...DEFAULT_CHAT_SETTINGS, ...part });
const namesOf = async (who: UserCaller) => (await listPresets(gateway.runtime.database, who)).map(({ name }) => name);

describe('a preset', () => {
  it('is stored with all its settings, by name', async () => {
    const kept = settings({ model: 'auto:best', temperature: 0.3, systemPrompt: 'Be brief.', qualityWeight: 0.7 });
    await as(people.ada, () => done(savePresetAction({ name: ' Everyday ', settings: kept })));
    const { presets } = await as(people.ada, () => done(savePresetAction({ name: 'A first', settings: settings() })));
    expect(presets.map(({ name }) => name)).toEqual(['A first', 'Everyday']);
    expect(presets[1]?.settings).toEqual(kept);
  });

  it('belongs to one person in one team', async () => {
    const { id } = await as(people.ada, () => done(savePresetAction({ name: 'Mine', settings: settings() })));
    const elsewhere = { ...people.ada, teamId: 'team_other' };
    for (const who of [people.bob, people.stranger, elsewhere]) {
      expect(await namesOf(who)).toEqual([]);
      await expect(as(who, () => done(changePresetAction({ id, name: 'Theirs' })))).rejects.toThrow('no such preset');
      await as(who, () => done(deletePresetAction({ id })));
    }
    expect(await namesOf(people.ada)).toEqual(['Mine']);
  });

  it('has a unique name, and a taken one is refused with a message', async () => {
    await as(people.ada, () => done(savePresetAction({ name: 'Mine', settings: settings() })));
    const again = await as(people.ada, () => savePresetAction({ name: 'Mine ', settings: settings() }));
    expect(again).toMatchObject({ ok: false, param: 'name', message: expect.stringContaining('“Mine” already') });
    const { id } = await as(people.ada, () => done(savePresetAction({ name: 'Other', settings: settings() })));
    await expect(as(people.ada, () => done(changePresetAction({ id, name: 'Mine' })))).rejects.toThrow('already');
    await as(people.bob, () => done(savePresetAction({ name: 'Mine', settings: settings() })));
    for (const name of ['', '   ', 'x'.repeat(61), 'a\0b'])
      expect(await as(people.ada, () => savePresetAction({ name, settings: settings() }))).toMatchObject({ ok: false });
  });

  it('is renamed, brought up to date and deleted', async () => {
    const { id } = await as(people.ada, () => done(savePresetAction({ name: 'Mine', settings: settings() })));
    await as(people.ada, () => done(changePresetAction({ id, name: 'Yours' })));
    const { presets } = await as(people.ada, () =>
      done(changePresetAction({ id, settings: settings({ maxTokens: 5 }) })),
    );
    expect(presets).toEqual([{ id, name: 'Yours', settings: settings({ maxTokens: 5 }) }]);
    expect((await as(people.ada, () => done(deletePresetAction({ id })))).presets).toEqual([]);
    await expect(as(people.ada, () => done(changePresetAction({ id, name: 'Back' })))).rejects.toThrow('deleted');
  });

  it('holds no settings that could not be asked with', async () => {
    for (const wrong of [{ temperature: 3 }, { maxTokens: 0 }, { qualityWeight: 2 }, { maxCostUsd: -1 }]) {
      const input = { name: 'Wrong', settings: { ...DEFAULT_CHAT_SETTINGS, ...wrong } };
      expect(await as(people.ada, () => savePresetAction(input))).toMatchObject({ ok: false });
    }
    expect(await namesOf(people.ada)).toEqual([]);
  });

  it('that this version cannot read is left out, and the others are shown', async () => {
    await as(people.ada, () => done(savePresetAction({ name: 'Mine', settings: settings() })));
    await gateway.database.query(
      `insert into presets (id, team_id, user_id, name, settings) values ('p', $1, 'ada', 'Old', '{"model": 5}')`,
      [gateway.teamId],
    );
    expect(await namesOf(people.ada)).toEqual(['Mine']);
  });
});

describe('a draft', () => {
  const draft = (part: Partial<Draft> = {}): Draft => ({
    conversationId: newId('conv'),
    parentId: null,
    text: 'Write a Python function that groups items by key.',
    files: [],
    settings: settings(),
    ...part,
  });
  const plan = (part: Partial<Draft> = {}) => as(people.ada, () => done(planDraftAction(draft(part))));
  const image = { isImage: true, size: 100, head: '' };

  it('is planned, and nothing is written or called', async () => {
    const { next, problem, isBlocked } = await plan();
    expect(next?.provider).toBe('sandbox');
    expect(next?.costNanoUsd).toBeGreaterThan(0);
    expect([problem, isBlocked]).toEqual([null, false]);
    for (const table of ['requests', 'attempts', 'messages', 'conversations'])
      expect(await gateway.database.query(`select * from ${table}`)).toEqual([]);
  });

  it('costs more with more content', async () => {
    const pinned = settings({ model: 'sandbox/heron-large' });
    const cost = async (part: Partial<Draft>) => (await plan({ settings: pinned, ...part })).next?.costNanoUsd ?? 0;
    const alone = await cost({});
    expect(await cost({ files: [{ isImage: false, size: 200_000, head: 'a,b\n'.repeat(100) }] })).toBeGreaterThan(
      alone,
    );
    expect(await cost({ files: [image] })).toBeGreaterThan(alone);
    expect(await cost({ settings: { ...pinned, systemPrompt: 'Be careful. '.repeat(500) } })).toBeGreaterThan(alone);
  });

  it('names the models that a ceiling excludes, and says when it excludes all', async () => {
    const free = await plan();
    expect(free.overCeiling).toEqual([]);
    const some = await plan({ settings: settings({ maxCostUsd: (free.next?.costNanoUsd ?? 0) / 1e9 }) });
    expect(some.overCeiling.length).toBeGreaterThan(0);
    expect(some.overCeiling).not.toContain(some.next?.model);
    const none = await plan({ settings: settings({ maxCostUsd: 0.000_000_001 }) });
    expect(none).toMatchObject({ next: null, isBlocked: true, problem: expect.stringContaining('cost limit') });
    expect(none.overCeiling).toHaveLength(6);
  });

  it('with an image goes to a model with vision', async () => {
    const { next, problem } = await plan({ files: [image] });
    const model = gateway.runtime.catalog
      .available(new Set(['sandbox']), Date.now())
      .find(({ id }) => id === next?.model);
    expect([model?.abilities.vision, problem]).toEqual([true, null]);
  });

  it('with an image names the models that see where the pinned one does not', async () => {
    const models = gateway.runtime.catalog.available(new Set(['sandbox']), Date.now());
    const blind = models.filter(({ abilities }) => !abilities.vision);
    expect(blind.length).toBeGreaterThan(0);
    for (const { id, name } of blind) {
      const { problem, seeing } = await plan({ files: [image], settings: settings({ model: id }) });
      expect(problem).toBe(`${name} cannot see images.`);
      expect(seeing).toEqual(models.filter(({ abilities }) => abilities.vision).map((model) => model.id));
    }
    const seen = await plan({ files: [image], settings: settings({ model: 'sandbox/heron-large' }) });
    expect([seen.problem, seen.seeing]).toEqual([null, []]);
  });

  it('is blocked with a message by an invalid schema and by a missing model', async () => {
    const broken = await plan({ settings: settings({ jsonMode: true, jsonSchema: '{' }) });
    expect(broken).toMatchObject({ isBlocked: true, problem: expect.stringContaining('JSON schema') });
    const gone = await plan({ settings: settings({ model: 'nobody/nothing' }) });
    expect(gone).toMatchObject({ isBlocked: true, next: null, problem: expect.stringContaining('nothing') });
  });

  it('reads the branch it stands below, if it is the caller’s own', async () => {
    const conversationId = newId('conv');
    const [question, answer, requestId] = [newId('msg'), newId('msg'), newId('req')];
    await saveTurn(gateway.runtime.database, people.ada, {
      conversationId,
      settings: {},
      question: { id: question, parentId: null, content: 'word '.repeat(20_000), files: [] },
      answer: { id: answer, parentId: question, requestId },
    });
    const pinned = settings({ model: 'sandbox/heron-large' });
    const below = { conversationId, parentId: question, settings: pinned };
    const alone = await plan({ settings: pinned });
    expect((await plan(below)).next?.costNanoUsd).toBeGreaterThan(alone.next?.costNanoUsd ?? 0);
    for (const who of [people.bob, people.stranger])
      expect(await as(who, () => planDraftAction(draft(below)))).toMatchObject({ ok: false });
  });
});
