import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  deleteChatAction,
  listChatsAction,
  pinChatAction,
  renameChatAction,
  restoreChatAction,
} from '../../../app/(dashboard)/playground/history-actions';
import {
  createShareAction,
  listSharesAction,
  revokeShareAction,
} from '../../../app/(dashboard)/playground/share-actions';
import { GET as exportChat } from '../../../app/api/chat/export/route';
import { GET as sharedFile } from '../../../app/api/shared/files/route';
import { toCaller } from '../../../lib/auth/session';
import type { UserCaller } from '../../../lib/caller';
import { listConversations } from '../../../lib/db/chat/conversation-list';
import { findConversation } from '../../../lib/db/chat/conversations';
import { findSharedConversation } from '../../../lib/db/chat/shares';
import { chooseLeaf, findFile } from '../../../lib/db/chat/threads';
import { findMember } from '../../../lib/db/teams/users';
import { startTestGateway, type TestGateway } from '../../support/gateway';
import { signedIn } from '../../support/signed-in';

const RUNTIME = Symbol.for('a3m-router.runtime');
const MINUTE = 60_000;

let gateway: TestGateway;
/** Two users of one team, one of them also for another team, and a user of that other team. */
const people: Record<'ada' | 'bob' | 'adaElsewhere' | 'stranger', UserCaller> = {} as never;

beforeAll(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
  (globalThis as Record<symbol, unknown>)[RUNTIME] = Promise.resolve(gateway.runtime);
  const { database } = gateway.runtime;
  await database.team.create({ data: { id: 'team_other', name: 'Other' } });
  for (const id of ['ada', 'bob', 'stranger'])
    await database.user.create({ data: { id, email: id, name: `${id} by name`, passwordHash: '-', role: 'member' } });
  const join = (userId: string, teamId: string) =>
    database.membership.create({ data: { userId, teamId, role: 'member' } });
  await Promise.all([join('ada', gateway.teamId), join('ada', 'team_other')]);
  await Promise.all([join('bob', gateway.teamId), join('stranger', 'team_other')]);
  const callerOf = async (id: string, teamId: string) => {
    const member = await findMember(database, id, teamId);
    if (!member) throw new Error(`${id} is not in ${teamId}`);
    return toCaller(member);
  };
  people.ada = await callerOf('ada', gateway.teamId);
  people.bob = await callerOf('bob', gateway.teamId);
  people.adaElsewhere = await callerOf('ada', 'team_other');
  people.stranger = await callerOf('stranger', 'team_other');
});
afterAll(async () => {
  delete (globalThis as Record<symbol, unknown>)[RUNTIME];
  await gateway.close();
});

/** Callers that may not see ada's chats: another user, ada for another team, and a user outside of it. */
const OTHERS = ['bob', 'adaElsewhere', 'stranger'] as const;

async function as(who: keyof typeof people): Promise<void> {
  const { userId, teamId } = people[who];
  signedIn.member = await findMember(gateway.runtime.database, userId, teamId);
}

let made = 0;
const id = (kind: string) => `${kind}_${String(++made).padStart(6, '0')}`;

async function chat(
  who: keyof typeof people,
  {
    title = 'A chat',
    minutesAgo = 0,
    texts = [] as string[],
  }: { title?: string; minutesAgo?: number; texts?: string[] },
): Promise<string> {
  const { userId, teamId } = people[who];
  const conversationId = id('conv');
  const updatedAt = new Date(Date.now() - minutesAgo * MINUTE);
  await gateway.runtime.database.conversation.create({
    data: { id: conversationId, userId, teamId, title, updatedAt },
  });
  let parentId: string | null = null;
  for (const [i, content] of texts.entries())
    parentId = await say(conversationId, parentId, i % 2 === 0 ? 'user' : 'assistant', content);
  return conversationId;
}

async function say(
  conversationId: string,
  parentId: string | null,
  role: 'user' | 'assistant',
  content: string,
  requestId: string | null = null,
): Promise<string> {
  const messageId = id('msg');
  await gateway.runtime.database.message.create({
    data: { id: messageId, conversationId, parentId, role, content, requestId },
  });
  return messageId;
}

/** A request that was really asked, for an answer to stand on. */
async function requestOf(): Promise<string> {
  const response = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'sandbox/tern-small', messages: [{ role: 'user', content: 'Hi' }], max_tokens: 4 }),
  });
  const { router } = (await response.json()) as { router: { request_id: string } };
  await expect
    .poll(async () => (await gateway.runtime.database.request.findUnique({ where: { id: router.request_id } }))?.status)
    .toBe('succeeded');
  return router.request_id;
}

const list = (who: keyof typeof people, query = {}) => listConversations(gateway.runtime.database, people[who], query);
const idsOf = async (who: keyof typeof people, query = {}) => (await list(who, query)).entries.map((entry) => entry.id);
const forget = () => gateway.database.query('delete from conversations');

describe('the list of chats', () => {
  it('shows every chat once over all its pages, pinned ones first and on the first page alone', async () => {
    await forget();
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) ids.push(await chat('ada', { minutesAgo: i }));
    await as('ada');
    expect(await pinChatAction({ id: ids[6] ?? '', isPinned: true })).toMatchObject({ ok: true });
    const first = await list('ada', { limit: 3 });
    expect(first.entries.map((entry) => entry.id)).toEqual([ids[6], ids[0], ids[1], ids[2]]);
    const second = await list('ada', { limit: 3, after: first.next });
    expect(second.entries.map((entry) => entry.id)).toEqual([ids[3], ids[4], ids[5]]);
    expect(second.next).toBeNull();
  });

  it('shows pins beyond the hundredth by their age, the last pinned ones on top', async () => {
    await forget();
    const { userId, teamId } = people.ada;
    await gateway.database.query(
      `insert into conversations (id, team_id, user_id, title, pinned_at, updated_at)
       select 'conv_pin' || lpad(n::text, 3, '0'), $1, $2, 'Pin', now() - n * interval '1 hour', now() - n * interval '1 day'
       from generate_series(1, 102) n`,
      [teamId, userId],
    );
    const young = await chat('ada', { minutesAgo: 1 });
    const first = await list('ada', { limit: 2 });
    const second = await list('ada', { limit: 2, after: first.next });
    expect(first.entries.filter(({ isPinned }) => isPinned)).toHaveLength(100);
    expect(first.entries.slice(100).map(({ id }) => id)).toEqual([young, 'conv_pin101']);
    expect(second.entries.map(({ id, isPinned }) => [id, isPinned])).toEqual([['conv_pin102', false]]);
    expect(second.next).toBeNull();
    await as('ada');
    expect(await pinChatAction({ id: 'conv_pin102', isPinned: true })).toMatchObject({ ok: true });
    expect((await idsOf('ada')).slice(0, 2)).toEqual(['conv_pin102', 'conv_pin001']);
    expect((await idsOf('ada')).slice(100)).toEqual([young, 'conv_pin100', 'conv_pin101']);
  });

  it('loses none of the chats that were touched in the same millisecond', async () => {
    await forget();
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(await chat('ada', {}));
    await gateway.database.query("update conversations set updated_at = '2026-11-01T00:00:00Z'");
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await list('ada', { limit: 2, after });
      seen.push(...page.entries.map((entry) => entry.id));
      after = page.next;
    } while (after);
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  it('finds every word in titles and messages, with the words around it', async () => {
    await forget();
    const byTitle = await chat('ada', { title: 'Refund e-mail', texts: ['Write it warmer.'] });
    const before = 'Some words before it. '.repeat(20);
    const byText = await chat('ada', { title: 'Numbers', texts: ['Hello', `${before}A refund of 50% (gross)_x\\y`] });
    expect((await idsOf('ada', { search: 'REFUND' })).toSorted()).toEqual([byTitle, byText].toSorted());
    expect(await idsOf('ada', { search: 'refund warmer' })).toEqual([byTitle]);
    const [found] = (await list('ada', { search: 'gross' })).entries;
    expect(found).toMatchObject({ id: byText });
    expect(found?.snippet).toContain('A refund of 50% (gross)');
    expect(found?.snippet).toMatch(/^…\w/);
    expect(found?.snippet?.length).toBeLessThanOrEqual(121);
    expect((await list('ada', { search: 'e-mail' })).entries[0]?.snippet).toBeNull();
  });

  it('takes the signs of a pattern for what they are', async () => {
    await forget();
    const one = await chat('ada', { title: '50% of a_b \\ c' });
    await chat('ada', { title: '500 of aXb' });
    for (const search of ['50%', 'a_b', '\\']) expect(await idsOf('ada', { search })).toEqual([one]);
    expect(await idsOf('ada', { search: "'; drop table users; --" })).toEqual([]);
  });

  it('refuses a cursor that it did not issue, and text that cannot be stored, with a message', async () => {
    await as('ada');
    expect(await listChatsAction({ search: '', after: '1; select' })).toMatchObject({ ok: false });
    expect(await listChatsAction({ search: 'a\0b', after: null })).toMatchObject({ ok: false });
    expect(await listChatsAction({ search: '', after: `${'9'.repeat(13)}.x` })).toMatchObject({ ok: true });
  });

  it('shows and finds no chats of other users, nor the user’s own of another team', async () => {
    await forget();
    const own = await chat('ada', { title: 'A secret plan', texts: ['the secret word'] });
    for (const who of OTHERS) {
      await chat(who, { title: `of ${who}` });
      expect(await idsOf(who)).not.toContain(own);
      expect(await idsOf(who, { search: 'secret' })).toEqual([]);
    }
    expect(await idsOf('ada')).toEqual([own]);
  });

  it('does not let other users rename, pin, delete or restore a chat', async () => {
    const own = await chat('ada', { title: 'Mine' });
    const row = () => gateway.runtime.database.conversation.findUnique({ where: { id: own } });
    const before = await row();
    for (const who of OTHERS) {
      await as(who);
      expect(await renameChatAction({ id: own, title: 'Theirs' })).toMatchObject({ ok: false });
      expect(await pinChatAction({ id: own, isPinned: true })).toMatchObject({ ok: false });
      expect(await deleteChatAction({ id: own })).toMatchObject({ ok: false });
      expect(await restoreChatAction({ id: own })).toMatchObject({ ok: false });
    }
    expect(await row()).toEqual(before);
  });

  it('keeps a new title in one line, in place, and refuses an empty one', async () => {
    await forget();
    const older = await chat('ada', { title: 'Older', minutesAgo: 5 });
    await chat('ada', { title: 'Newer' });
    await as('ada');
    expect(await renameChatAction({ id: older, title: '  Two\n lines ' })).toEqual({
      ok: true,
      value: { title: 'Two lines' },
    });
    expect((await list('ada')).entries.map(({ title }) => title)).toEqual(['Newer', 'Two lines']);
    for (const title of ['   ', 'x'.repeat(201), 'a\0'])
      expect(await renameChatAction({ id: older, title })).toMatchObject({ ok: false });
  });

  it('hides deleted chats everywhere, and restores them unchanged', async () => {
    await forget();
    const own = await chat('ada', { texts: ['Hello', 'Hi'] });
    await as('ada');
    await deleteChatAction({ id: own });
    expect(await idsOf('ada')).toEqual([]);
    expect(await idsOf('ada', { search: 'Hello' })).toEqual([]);
    expect(await findConversation(gateway.runtime.database, people.ada, own)).toBeNull();
    expect(await renameChatAction({ id: own, title: 'x' })).toMatchObject({ ok: false });
    await restoreChatAction({ id: own });
    expect((await findConversation(gateway.runtime.database, people.ada, own))?.messages).toHaveLength(2);
  });
});

/** Ada's chat: a question, two answers to it, and a file; the shared part ends with the first answer. */
async function sharedChat() {
  const { database } = gateway.runtime;
  const conversationId = await chat('ada', { title: 'To be shared' });
  const question = await say(conversationId, null, 'user', 'What is it?');
  const answer = await say(conversationId, question, 'assistant', 'It is this.', await requestOf());
  const other = await say(conversationId, question, 'assistant', 'It is the other branch.');
  const fileOf = async (messageId: string, name: string) => {
    const fileId = id('file');
    const file = { id: fileId, messageId, position: 0, name, mediaType: 'text/plain', bytes: Buffer.from(name) };
    await database.attachment.create({ data: file });
    return fileId;
  };
  const shownFile = await fileOf(question, 'shown.txt');
  const hiddenFile = await fileOf(other, 'hidden.txt');
  await as('ada');
  const result = await createShareAction({ conversationId, leafId: answer });
  if (!result.ok) throw new Error(result.message);
  return { conversationId, question, answer, other, shownFile, hiddenFile, shareId: result.value.id };
}

const read = (who: keyof typeof people, shareId: string) =>
  findSharedConversation(gateway.runtime.database, people[who], shareId);

describe('a shared chat', () => {
  it('is read by every signed-in user of any team, with its author, models and costs', async () => {
    const { shareId, conversationId } = await sharedChat();
    for (const who of ['ada', ...OTHERS] as const) {
      const shared = await read(who, shareId);
      expect(shared).toMatchObject({ title: 'To be shared', sharedBy: 'ada by name' });
      expect(shared?.messages.map(({ content }) => content)).toEqual(['What is it?', 'It is this.']);
      expect(shared?.messages[1]?.answer).toMatchObject({
        provider: 'sandbox',
        model: 'sandbox/tern-small',
        status: 'succeeded',
      });
      expect(shared?.messages[1]?.answer?.costNanoUsd).toBeGreaterThan(0);
      expect(shared?.ownConversationId).toBe(who === 'ada' ? conversationId : null);
    }
  });

  it('shows nothing that was added later, and nothing of other branches', async () => {
    const { shareId, conversationId, answer, question } = await sharedChat();
    const before = JSON.stringify(await read('bob', shareId));
    const later = await say(conversationId, answer, 'user', 'Said later.');
    await say(conversationId, question, 'assistant', 'Another answer, later.');
    await chooseLeaf(gateway.runtime.database, people.ada, conversationId, later);
    expect(JSON.stringify(await read('bob', shareId))).toBe(before);
    expect(before).not.toMatch(/other branch|later|rating|decision|hidden/);
  });

  it('gives out the files of what it shows, and of nothing else', async () => {
    const { shareId, shownFile, hiddenFile } = await sharedChat();
    await as('stranger');
    const get = (file: string, share = shareId) =>
      sharedFile(new Request(`http://localhost/api/shared/files?share=${share}&id=${file}`));
    const shown = await get(shownFile);
    expect(await shown.text()).toBe('shown.txt');
    expect(shown.headers.get('cache-control')).toContain('no-store');
    expect((await get(hiddenFile)).status).toBe(404);
    expect((await get(shownFile, 'shr_unknown')).status).toBe(404);
    expect(await findFile(gateway.runtime.database, people.stranger, shownFile)).toBeNull();
    signedIn.member = null;
    expect((await get(shownFile)).status).toBe(401);
  });

  it('is not found once it is revoked, or its chat deleted', async () => {
    const { shareId, conversationId, shownFile } = await sharedChat();
    await as('ada');
    await deleteChatAction({ id: conversationId });
    expect(await read('bob', shareId)).toBeNull();
    await restoreChatAction({ id: conversationId });
    expect(await read('bob', shareId)).not.toBeNull();
    expect(await revokeShareAction({ id: shareId })).toMatchObject({ ok: true });
    expect(await read('bob', shareId)).toBeNull();
    const file = await sharedFile(new Request(`http://localhost/api/shared/files?share=${shareId}&id=${shownFile}`));
    expect(file.status).toBe(404);
    expect(await read('ada', 'shr_unknown')).toBeNull();
    expect(await listSharesAction({ conversationId })).toEqual({ ok: true, value: [] });
  });

  it('is created, listed and revoked only by the owner of the chat', async () => {
    const { shareId, conversationId, answer } = await sharedChat();
    for (const who of OTHERS) {
      await as(who);
      expect(await createShareAction({ conversationId, leafId: answer })).toMatchObject({ ok: false });
      expect(await listSharesAction({ conversationId })).toEqual({ ok: true, value: [] });
      expect(await revokeShareAction({ id: shareId })).toMatchObject({ ok: false });
    }
    expect(await read('bob', shareId)).not.toBeNull();
    await as('ada');
    expect(await listSharesAction({ conversationId })).toMatchObject({
      ok: true,
      value: [{ id: shareId, messages: 2 }],
    });
  });

  it('is the same link for the same branch, and no link to a message of another chat', async () => {
    const { shareId, conversationId, answer, other } = await sharedChat();
    expect(await createShareAction({ conversationId, leafId: answer })).toMatchObject({ value: { id: shareId } });
    const second = await createShareAction({ conversationId, leafId: other });
    expect(second.ok && second.value.links).toHaveLength(2);
    const elsewhere = await chat('ada', {});
    expect(await createShareAction({ conversationId: elsewhere, leafId: answer })).toMatchObject({ ok: false });
  });

  it('is refused while its last answer is being given', async () => {
    const conversationId = await chat('ada', {});
    const question = await say(conversationId, null, 'user', 'Well?');
    const requestId = await requestOf();
    await gateway.database.query(`update requests set status = 'pending' where id = '${requestId}'`);
    const answer = await say(conversationId, question, 'assistant', '', requestId);
    await as('ada');
    const result = await createShareAction({ conversationId, leafId: answer });
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining('still coming') });
    await gateway.database.query(`update requests set status = 'succeeded' where id = '${requestId}'`);
    expect(await createShareAction({ conversationId, leafId: answer })).toMatchObject({ ok: true });
  });
});

describe('an exported chat', () => {
  const get = (query: string) => exportChat(new Request(`http://localhost/api/chat/export?${query}`));

  it('is a download under a safe name: the branch as Markdown, everything as JSON', async () => {
    const { conversationId, answer, other } = await sharedChat();
    await as('ada');
    await renameChatAction({ id: conversationId, title: '"Ünsafe"/../name; x' });
    const markdown = await get(`id=${conversationId}&format=md&leaf=${answer}`);
    expect(markdown.headers.get('content-disposition')).toBe('attachment; filename="a3m-unsafe-name-x.md"');
    expect(markdown.headers.get('x-content-type-options')).toBe('nosniff');
    const text = await markdown.text();
    expect(text).toContain('It is this.');
    expect(text).toContain('sandbox/tern-small · made up by the sandbox');
    expect(text).not.toContain('other branch');
    const file = await (await get(`id=${conversationId}&format=json&leaf=${answer}`)).json();
    expect(file.messages).toHaveLength(3);
    expect(file.shownBranch).not.toContain(other);
    expect(file.messages[1].request).toMatchObject({ isMadeUp: true, decision: { mode: 'pinned' } });
  });

  it('is private to its owner, and invalid requests are refused with a message', async () => {
    const { conversationId } = await sharedChat();
    for (const who of OTHERS) {
      await as(who);
      expect((await get(`id=${conversationId}&format=json`)).status).toBe(404);
    }
    await as('ada');
    expect((await get(`id=${conversationId}&format=exe`)).status).toBe(400);
    expect((await get('format=md')).status).toBe(400);
    signedIn.member = null;
    expect((await get(`id=${conversationId}&format=md`)).status).toBe(401);
  });
});
