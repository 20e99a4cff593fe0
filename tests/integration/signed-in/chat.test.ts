import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rateAction } from '../../../app/(dashboard)/feedback-actions';
import { chooseLeafAction, loadAnswerAction } from '../../../app/(dashboard)/playground/actions';
import { GET as getStream } from '../../../app/api/chat/[conversationId]/stream/route';
import { GET as getFile } from '../../../app/api/chat/files/route';
import { POST } from '../../../app/api/chat/route';
import { POST as postStop } from '../../../app/api/chat/stop/route';
import { type AnswerChunk, readChunks } from '../../../components/chat/conversation/answer-chunks';
import { messageEnd, messageText } from '../../../components/chat/conversation/messages';
import { toCaller } from '../../../lib/auth/session';
import type { UserCaller } from '../../../lib/caller';
import { DEFAULT_CHAT_SETTINGS } from '../../../lib/chat-settings';
import { findConversation } from '../../../lib/db/chat/conversations';
import { createOwner, findMember, type Member } from '../../../lib/db/teams/users';
import { newId } from '../../../lib/engine/id';
import { toMessages } from '../../../lib/services/chat/stored-messages';
import { startTestGateway, type TestGateway } from '../../support/gateway';
import { eventually } from '../../support/requests';
import { signedIn } from '../../support/signed-in';

const RUNTIME = Symbol.for('a3m-router.runtime');
const STRANGER = 'usr_stranger';

let gateway: TestGateway;
let owner: string;

async function actAs(userId: string): Promise<void> {
  signedIn.member = await findMember(gateway.runtime.database, userId, null);
  expect(signedIn.member).not.toBeNull();
}

function caller(): UserCaller {
  return toCaller(signedIn.member as Member);
}

beforeAll(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
  (globalThis as Record<symbol, unknown>)[RUNTIME] = Promise.resolve(gateway.runtime);
  const { database } = gateway.runtime;
  owner = (await createOwner(database, { name: 'Ada', email: 'ada@example.com', passwordHash: 'x' })).id;
  await database.user.create({
    data: { id: STRANGER, name: 'Eve', email: 'eve@example.com', passwordHash: 'x', role: 'member' },
  });
  await database.membership.create({ data: { userId: STRANGER, teamId: gateway.teamId, role: 'member' } });
  await actAs(owner);
});
afterEach(async () => {
  gateway.runtime.sandbox?.faults.clear();
  await actAs(owner);
});
afterAll(() => gateway.close());

const settings = DEFAULT_CHAT_SETTINGS;
const pinned = { ...settings, model: 'sandbox/heron-large' };

function post(body: object, signal?: AbortSignal): Promise<Response> {
  return POST(
    new Request('http://a3m/api/chat', { method: 'POST', body: JSON.stringify(body), ...(signal && { signal }) }),
  );
}

interface Turn {
  conversationId: string;
  questionId: string;
  answerId: string;
}

const aQuestion = (text: string, parentId: string | null = null, more: object = {}) => ({
  kind: 'question',
  messageId: newId('msg'),
  parentId,
  text,
  ...more,
});

async function chunksIn(response: Response): Promise<AnswerChunk[]> {
  const chunks: AnswerChunk[] = [];
  if (response.body) for await (const chunk of readChunks(response.body)) chunks.push(chunk);
  return chunks;
}

const textIn = (chunks: AnswerChunk[]) => chunks.map((one) => (one.type === 'text-delta' ? one.delta : '')).join('');

/** Asks and waits for the whole answer. */
async function ask(asked: object, more: { conversationId?: string; settings?: object } = {}) {
  const body = {
    conversationId: more.conversationId ?? newId('conv'),
    answerId: newId('msg'),
    settings: more.settings ?? settings,
    asked,
  };
  const response = await post(body);
  expect(response.status).toBe(200);
  const chunks = await chunksIn(response);
  const { conversationId, answerId } = body;
  const turn: Turn = { conversationId, answerId, questionId: (asked as { messageId?: string }).messageId ?? '' };
  return { ...turn, chunks, text: textIn(chunks), requestId: response.headers.get('x-request-id') ?? '' };
}

async function storedOf(conversationId: string) {
  const conversation = await findConversation(gateway.runtime.database, caller(), conversationId);
  if (!conversation) throw new Error('There is no such conversation.');
  return { conversation, messages: toMessages(conversation, new Set()) };
}

async function feedbackOf(requestId: string): Promise<string[]> {
  const rows = await gateway.runtime.database.feedback.findMany({
    where: { requestId },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(({ kind }) => kind);
}

const tokensOf = async (requestId: string) =>
  (await gateway.runtime.database.request.findUniqueOrThrow({ where: { id: requestId } })).inputTokens;

describe('a turn', () => {
  it('shows the model first, then the text, then the cost, and stores exactly what it showed', async () => {
    const { chunks, text, conversationId } = await ask(aQuestion('What is 12 * 7?'));
    const types = [...new Set(chunks.map(({ type }) => type))];
    expect(types).toEqual(['start', 'data-route', 'text-start', 'text-delta', 'text-end', 'data-end', 'finish']);
    const { conversation, messages } = await storedOf(conversationId);
    expect(messages.map(messageText)).toEqual(['What is 12 * 7?', text]);
    expect(messages[1]?.parentId).toBe(messages[0]?.id);
    expect(conversation.leafId).toBe(messages[1]?.id);
    expect(conversation.settings).toMatchObject({ model: 'auto' });
  });

  it('is sent with the branch it stands in, and with no other', async () => {
    const first = await ask(aQuestion(`Remember this: ${'one two three four '.repeat(40)}`));
    const { conversationId } = first;
    const below = await ask(aQuestion('What is 2 + 2?', first.answerId), { conversationId });
    const beside = await ask(aQuestion('What is 2 + 2?'), { conversationId });
    expect(await tokensOf(below.requestId)).toBeGreaterThan((await tokensOf(beside.requestId)) + 100);
    const { messages } = await storedOf(conversationId);
    expect(messages.map(({ parentId }) => parentId)).toEqual([
      null,
      first.questionId,
      first.answerId,
      below.questionId,
      null,
      beside.questionId,
    ]);
  });

  it('takes its system prompt and limits from the settings', async () => {
    const { requestId, text } = await ask(aQuestion('Explain how a heat pump works.'), {
      settings: { ...pinned, systemPrompt: 'Answer as a plumber. '.repeat(50), maxTokens: 5 },
    });
    expect(await tokensOf(requestId)).toBeGreaterThan(200);
    expect(text.length).toBeLessThan(40);
  });

  it('stores nothing when it is refused, so that it can be sent again', async () => {
    const conversationId = newId('conv');
    const body = {
      conversationId,
      answerId: newId('msg'),
      settings: { ...settings, model: 'sandbox/no-such-model' },
      asked: aQuestion('Hello'),
    };
    const response = await post(body);
    expect(response.status).toBe(404);
    expect(await findConversation(gateway.runtime.database, caller(), conversationId)).toBeNull();
    expect((await post({ ...body, settings })).status).toBe(200);
  });

  it('is refused the second time', async () => {
    const asked = aQuestion('Hello');
    const body = { conversationId: newId('conv'), answerId: newId('msg'), settings, asked };
    await chunksIn(await post(body));
    const again = await post(body);
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ error: { message: expect.stringContaining('sent already') } });
    expect((await storedOf(body.conversationId)).messages).toHaveLength(2);
  });

  it.each([
    ['nothing', aQuestion('   '), 'Ask something.'],
    ['what cannot be stored', aQuestion('a\u0000b'), 'cannot be stored'],
    ['an id of another kind', { ...aQuestion('Hi'), messageId: 'req_1' }, ''],
  ])('refuses %s', async (_name, asked, words) => {
    const response = await post({ conversationId: newId('conv'), answerId: newId('msg'), settings, asked });
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: { message: string } }).error.message).toContain(words);
  });
});

describe('another user’s conversation', () => {
  it('is not found by any endpoint', async () => {
    const { conversationId, answerId, questionId, requestId } = await ask(aQuestion('What is 3 * 3?'));
    await actAs(STRANGER);
    const tries = [
      aQuestion('And now?', answerId),
      aQuestion('A new beginning'),
      { kind: 'answer', questionId, instead: null, model: null },
      { kind: 'answer', questionId, instead: { answerId, preference: 'stronger' }, model: null },
      { kind: 'continuation', answerId, model: null },
      aQuestion('', null, { editionOf: questionId }),
    ];
    const calls = gateway.runtime.sandbox?.callsTo('finch-code');
    for (const asked of tries)
      expect((await post({ conversationId, answerId: newId('msg'), settings, asked })).status).toBe(404);
    expect(gateway.runtime.sandbox?.callsTo('finch-code')).toBe(calls);
    expect(await loadAnswerAction({ answerId })).toEqual({ ok: true, value: null });
    await chooseLeafAction({ conversationId, leafId: questionId });
    expect(await feedbackOf(requestId)).toEqual([]);
    await actAs(owner);
    const { conversation, messages } = await storedOf(conversationId);
    expect(messages).toHaveLength(2);
    expect(conversation.leafId).toBe(answerId);
  });

  it('cannot be used as a branch of one’s own conversation', async () => {
    const theirs = await ask(aQuestion('A secret'));
    await actAs(STRANGER);
    const body = { conversationId: newId('conv'), answerId: newId('msg'), settings };
    expect((await post({ ...body, asked: aQuestion('What did I say?', theirs.answerId) })).status).toBe(404);
  });
});

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const file = (name: string, mediaType: string, bytes: Buffer | string) => ({
  name,
  mediaType,
  data: Buffer.from(bytes).toString('base64'),
});

describe('files', () => {
  it('go to the model with the question, and are there again', async () => {
    const attachments = [file('a.png', 'image/png', PNG), file('rows.csv', 'text/csv', 'a,b\n1,2\n'.repeat(50))];
    const { conversationId, requestId } = await ask(aQuestion('What is in these?', null, { attachments }));
    const request = await gateway.runtime.database.request.findUniqueOrThrow({ where: { id: requestId } });
    expect(request.decision).toMatchObject({ needs: { vision: true } });
    expect(request.inputTokens).toBeGreaterThan(100);
    const [question] = (await storedOf(conversationId)).messages;
    const files = question?.parts.filter((part) => part.type === 'file') ?? [];
    expect(files.map(({ filename, mediaType }) => [filename, mediaType])).toEqual([
      ['a.png', 'image/png'],
      ['rows.csv', 'text/csv'],
    ]);
    const image = await getFile(new Request(`http://a3m${files[0]?.url}`));
    expect(image.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await image.arrayBuffer()).equals(PNG)).toBe(true);
    await actAs(STRANGER);
    expect((await getFile(new Request(`http://a3m${files[0]?.url}`))).status).toBe(404);
  });

  it('stay with an edited question', async () => {
    const attachments = [file('a.png', 'image/png', PNG)];
    const { conversationId, questionId } = await ask(aQuestion('What is this?', null, { attachments }));
    await ask(aQuestion('What is it really?', null, { editionOf: questionId }), { conversationId });
    const { messages } = await storedOf(conversationId);
    expect(messages[2]?.parts.map(({ type }) => type)).toEqual(['file', 'text']);
  });

  it.each([
    ['an archive', [file('a.zip', 'application/zip', 'PK\u0003\u0004 and more')], 'is not supported'],
    ['a picture that is none', [file('a.png', 'image/png', 'hello')], 'not a valid PNG image'],
    ['a text that is none', [file('a.txt', 'text/plain', Buffer.from([0xff, 0xfe, 0x41]))], 'is not UTF-8 text'],
    ['an empty file', [file('a.txt', 'text/plain', '')], 'is empty'],
    ['more than ten', Array.from({ length: 11 }, () => file('a.txt', 'text/plain', 'a')), 'Attach at most 10 files'],
    ['more than 5 MB in one', [file('a.txt', 'text/plain', 'a'.repeat(5 * 1024 * 1024 + 1))], 'larger than 5 MB'],
    [
      'more than 10 MB together',
      Array.from({ length: 3 }, () => file('a.txt', 'text/plain', 'a'.repeat(4 * 1024 * 1024))),
      'larger than 10 MB',
    ],
  ])('are refused in words: %s', async (_name, attachments, words) => {
    const conversationId = newId('conv');
    const asked = aQuestion('Look', null, { attachments });
    const response = await post({ conversationId, answerId: newId('msg'), settings, asked });
    expect([400, 413]).toContain(response.status);
    expect(((await response.json()) as { error: { message: string } }).error.message).toContain(words);
    expect(await findConversation(gateway.runtime.database, caller(), conversationId)).toBeNull();
  });
});

describe('another answer', () => {
  const another = (turn: Turn, preference: string, model: string) => ({
    kind: 'answer',
    questionId: turn.questionId,
    instead: { answerId: turn.answerId, preference },
    model,
  });

  it('is stored next to the first one, with its model and the other possible models', async () => {
    const first = await ask(aQuestion('Write a Python function that groups items by key.'));
    const { conversationId } = first;
    const second = await ask(another(first, 'same', 'sandbox/heron-large'), { conversationId });
    const { messages } = await storedOf(conversationId);
    expect(messages.map(({ parentId }) => parentId)).toEqual([null, first.questionId, first.questionId]);
    const request = await gateway.runtime.database.request.findUniqueOrThrow({ where: { id: second.requestId } });
    expect(request).toMatchObject({ model: 'sandbox/heron-large', requestedModel: 'sandbox/heron-large' });
    expect((request.decision as unknown as { candidates: object[] }).candidates.length).toBeGreaterThan(1);
  });

  it.each([
    ['same', ['regenerate']],
    ['chosen', ['regenerate']],
    ['stronger', ['stronger']],
    ['cheaper', []],
  ])('asked for as %s is heard as %j about the one before', async (preference, kinds) => {
    const first = await ask(aQuestion('Explain how a heat pump works.'));
    await ask(another(first, preference, 'sandbox/heron-large'), first);
    await ask(another(first, preference, 'sandbox/heron-large'), first);
    expect(
      await eventually(
        () => feedbackOf(first.requestId),
        ({ length }) => length >= kinds.length,
      ),
    ).toEqual(kinds);
  });

  it('sets the model for the next question below it, while the sibling branch keeps the other model', async () => {
    const first = await ask(aQuestion('Write a Python function that groups items by key.'));
    const { conversationId } = first;
    const second = await ask(another(first, 'cheaper', 'sandbox/tern-small'), { conversationId });
    const modelBelow = async ({ answerId }: Turn) => {
      const { requestId } = await ask(aQuestion('And with a type for each?', answerId), { conversationId });
      const request = await gateway.runtime.database.request.findUniqueOrThrow({ where: { id: requestId } });
      return { model: request.model, kept: (request.decision as unknown as { sticky: object }).sticky };
    };
    const modelOfFirst = first.chunks.find((chunk) => chunk.type === 'data-route')?.data.model;
    expect(modelOfFirst).not.toBe('sandbox/tern-small');
    expect(await modelBelow(second)).toMatchObject({ model: 'sandbox/tern-small', kept: { isKept: true } });
    expect(await modelBelow(first)).toMatchObject({ model: modelOfFirst, kept: { isKept: true } });
  });

  it('teaches nothing when the one before was never whole', async () => {
    gateway.runtime.sandbox?.faults.set('heron-large', { fault: 'cut', afterPieces: 3 });
    const first = await ask(aQuestion('Explain how a heat pump works.'), { settings: pinned });
    gateway.runtime.sandbox?.faults.clear();
    await ask(another(first, 'stronger', 'sandbox/osprey-reason'), first);
    expect(await feedbackOf(first.requestId)).toEqual([]);
  });

  it('teaches nothing when a viewer asks for it', async () => {
    const { database } = gateway.runtime;
    await database.user.update({ where: { id: STRANGER }, data: { role: 'viewer' } });
    await actAs(STRANGER);
    const first = await ask(aQuestion('Explain how a heat pump works.'));
    await ask(another(first, 'stronger', 'sandbox/heron-large'), first);
    expect(await feedbackOf(first.requestId)).toEqual([]);
    await database.user.update({ where: { id: STRANGER }, data: { role: 'member' } });
  });

  describe('of a cheaper model', () => {
    async function cheaperOne() {
      const dear = await ask(aQuestion('Explain how a heat pump works.'), { settings: pinned });
      const cheap = await ask(another(dear, 'cheaper', 'sandbox/tern-small'), dear);
      return { dear, cheap };
    }

    it('was good enough when the next question stands below it, once', async () => {
      const { dear, cheap } = await cheaperOne();
      await ask(aQuestion('And a fridge?', cheap.answerId), dear);
      expect(
        await eventually(
          () => feedbackOf(cheap.requestId),
          ({ length }) => length > 0,
        ),
      ).toEqual(['cheaper']);
      await ask(aQuestion('And an oven?', cheap.answerId), dear);
      expect(await feedbackOf(cheap.requestId)).toEqual(['cheaper']);
      expect(await feedbackOf(dear.requestId)).toEqual([]);
    });

    it('was good enough when it is rated up, and not when it is rated down', async () => {
      const { cheap } = await cheaperOne();
      await rateAction({ requestId: cheap.requestId, answerId: cheap.answerId, rating: -1 });
      expect(await feedbackOf(cheap.requestId)).toEqual(['rating']);
      await rateAction({ requestId: cheap.requestId, answerId: cheap.answerId, rating: 1 });
      expect((await feedbackOf(cheap.requestId)).sort()).toEqual(['cheaper', 'rating', 'rating']);
    });

    it('does not count when the conversation returns to the more expensive answer', async () => {
      const { dear, cheap } = await cheaperOne();
      await ask(aQuestion('And a fridge?', dear.answerId), dear);
      expect(await feedbackOf(cheap.requestId)).toEqual([]);
      expect(await feedbackOf(dear.requestId)).toEqual([]);
    });
  });

  it('keeps the comment on a thumb', async () => {
    const { requestId, answerId, conversationId } = await ask(aQuestion('What is 4 * 4?'));
    await rateAction({ requestId, answerId, rating: -1 });
    await rateAction({ requestId, answerId, rating: -1, comment: 'wrong, too long: not what I asked' });
    const { conversation } = await storedOf(conversationId);
    expect(conversation.messages[1]?.request).toMatchObject({
      rating: -1,
      comment: 'wrong, too long: not what I asked',
    });
  });
});

describe('an answer that ends while the database is away', () => {
  it('is streamed to its end, can be followed until it is stored, and is stored when the database is back', async () => {
    gateway.runtime.sandbox?.faults.set('heron-large', { fault: 'slow', delayMs: 300 });
    const body = { conversationId: newId('conv'), answerId: newId('msg'), settings: pinned };
    const response = await post({ ...body, asked: aQuestion('What is 12 * 7?') });
    await gateway.proxy.goAway();
    const text = textIn(await chunksIn(response));
    expect(text).not.toBe('');
    expect(gateway.runtime.unstoredAnswers.waiting).toBe(1);
    const again = await getStream(
      new Request(`http://a3m/api/chat/${body.conversationId}/stream?answer=${body.answerId}`),
      { params: Promise.resolve({ conversationId: body.conversationId }) },
    );
    expect(textIn(await chunksIn(again))).toBe(text);
    await gateway.proxy.comeBack();
    const stored = async () => {
      const loaded = await loadAnswerAction({ answerId: body.answerId }).catch(() => null);
      return loaded?.ok ? loaded.value : null;
    };
    const answer = await eventually(stored, (message) => Boolean(message && messageEnd(message)), 15_000);
    expect(answer && messageText(answer)).toBe(text);
    expect(gateway.runtime.liveAnswers.find({ userId: owner, teamId: gateway.teamId }, body.answerId)).toBeNull();
  });
});

describe('an answer that broke off', () => {
  async function cutOne(text = 'Write a long poem about a lighthouse keeper and the sea.') {
    gateway.runtime.sandbox?.faults.set('heron-large', { fault: 'cut', afterPieces: 8 });
    const cut = await ask(aQuestion(text), { settings: pinned });
    gateway.runtime.sandbox?.faults.clear();
    return cut;
  }

  it('is stored up to the interruption, with the model and the amount of text', async () => {
    const cut = await cutOne();
    const end = cut.chunks.find((one) => one.type === 'data-end');
    expect(end).toMatchObject({ data: { status: 'failed', costState: 'estimated' } });
    const { messages } = await storedOf(cut.conversationId);
    const stored = messages[1] && messageEnd(messages[1]);
    expect(stored).toMatchObject({ status: 'failed', failureKind: expect.any(String) });
    expect(stored?.outputTokens).toBeGreaterThan(0);
    expect(messages.map(messageText)[1]).toBe(cut.text);
  });

  it('is continued by another model, with a cost of its own, and both are one text from then on', async () => {
    const cut = await cutOne();
    const asked = { kind: 'continuation', answerId: cut.answerId, model: 'sandbox/osprey-reason' };
    const rest = await ask(asked, { conversationId: cut.conversationId, settings: pinned });
    const { conversation, messages } = await storedOf(cut.conversationId);
    expect(messages.map(messageText).slice(1)).toEqual([cut.text, rest.text]);
    expect(messages[2]?.parentId).toBe(cut.answerId);
    const [, first, second] = conversation.messages.map(({ request }) => request);
    expect(second).toMatchObject({ model: 'sandbox/osprey-reason' });
    expect(second?.decision.category).toBe(first?.decision.category);
    expect(second?.costNanoUsd).toBeGreaterThan(0);
    const below = await ask(aQuestion('Thanks. What is 2 + 2?', rest.answerId), cut);
    expect(await tokensOf(below.requestId)).toBeGreaterThan((cut.text + rest.text).length / 8);
  });

  it('is continued by a model other than the failed one when none is named', async () => {
    gateway.runtime.sandbox?.faults.set('finch-code', { fault: 'cut', afterPieces: 8 });
    const cut = await ask(aQuestion('Write a Python function that groups items by key.'));
    gateway.runtime.sandbox?.faults.clear();
    const rest = await ask({ kind: 'continuation', answerId: cut.answerId, model: null }, cut);
    const { conversation } = await storedOf(cut.conversationId);
    const [, first, second] = conversation.messages.map(({ request }) => request);
    expect(rest.text).not.toBe('');
    expect(second?.model).not.toBe(first?.model);
  });

  it('is not continued when nothing was received', async () => {
    gateway.runtime.sandbox?.faults.set('heron-large', { fault: 'garbage' });
    const failed = await ask(aQuestion('Hello'), { settings: pinned });
    expect(failed.text).toBe('');
    const asked = { kind: 'continuation', answerId: failed.answerId, model: null };
    const response = await post({
      conversationId: failed.conversationId,
      answerId: newId('msg'),
      settings: pinned,
      asked,
    });
    expect(response.status).toBe(400);
  });
});

describe('an answer that is being given', () => {
  const LONG = { ...settings, model: 'sandbox/osprey-reason' };

  async function begin(text = 'Write a long poem about a lighthouse keeper and the sea.') {
    const body = { conversationId: newId('conv'), answerId: newId('msg'), settings: LONG, asked: aQuestion(text) };
    const client = new AbortController();
    const response = await post(body, client.signal);
    return { ...body, response, client };
  }

  const follow = (conversationId: string, answerId: string, from = 0) =>
    getStream(new Request(`http://a3m/api/chat/${conversationId}/stream?answer=${answerId}&from=${from}`), {
      params: Promise.resolve({ conversationId }),
    });

  it('continues when its page is closed, and is shown in full after a return', async () => {
    const { conversationId, answerId, response, client } = await begin();
    await response.body?.cancel();
    client.abort();
    const chunks = await chunksIn(await follow(conversationId, answerId));
    expect(chunks.at(-1)).toMatchObject({ type: 'finish' });
    const { messages } = await storedOf(conversationId);
    expect(messages.map(messageText)[1]).toBe(textIn(chunks));
    expect(textIn(chunks)).toContain('Sandbox answer');
  });

  it('resumes after the last received event, so that nothing is lost or repeated', async () => {
    const { conversationId, answerId, response } = await begin();
    const seen: AnswerChunk[] = [];
    if (response.body)
      for await (const chunk of readChunks(response.body)) {
        seen.push(chunk);
        if (seen.length === 7) break;
      }
    const rest = await chunksIn(await follow(conversationId, answerId, seen.length));
    const { messages } = await storedOf(conversationId);
    expect(textIn([...seen, ...rest])).toBe(messages.map(messageText)[1]);
  });

  it('can be followed by two clients at the same time', async () => {
    const { conversationId, answerId, response } = await begin();
    const [one, other] = await Promise.all([
      chunksIn(response),
      follow(conversationId, answerId).then((second) => chunksIn(second)),
    ]);
    expect(textIn(one)).toBe(textIn(other));
    expect(textIn(one)).not.toBe('');
  });

  it('is stopped by its owner alone, and is stored up to that point; the upstream call stops too', async () => {
    const { conversationId, answerId, response } = await begin();
    const stop = () =>
      postStop(
        new Request('http://a3m/api/chat/stop', { method: 'POST', body: JSON.stringify({ conversationId, answerId }) }),
      ).then((one) => one.json());
    await actAs(STRANGER);
    expect(await stop()).toEqual({ isStopped: false });
    expect((await follow(conversationId, answerId)).status).toBe(204);
    await actAs(owner);
    let text = '';
    if (response.body)
      for await (const chunk of readChunks(response.body)) {
        if (chunk.type === 'text-delta' && !text) expect(await stop()).toEqual({ isStopped: true });
        if (chunk.type === 'text-delta') text += chunk.delta;
        if (chunk.type === 'data-end')
          expect(chunk.data).toMatchObject({ status: 'cancelled', costState: 'estimated' });
      }
    expect(text).not.toContain('Sandbox answer');
    expect((await storedOf(conversationId)).messages.map(messageText)[1]).toBe(text);
    expect(
      await eventually(
        async () => gateway.runtime.sandbox?.openStreams(),
        (open) => open === 0,
      ),
    ).toBe(0);
  });

  it('cannot be followed once it has ended, but is stored', async () => {
    const { conversationId, answerId, text } = await ask(aQuestion('What is 5 * 5?'));
    expect((await follow(conversationId, answerId)).status).toBe(204);
    const loaded = await loadAnswerAction({ answerId });
    expect(loaded.ok && loaded.value && messageText(loaded.value)).toBe(text);
  });

  it('is reported as interrupted after the server was stopped during it', async () => {
    const { conversationId, answerId, requestId } = await ask(aQuestion('What is 6 * 6?'));
    const { database } = gateway.runtime;
    // As a crash leaves it: started, without a text, and without a process that generates it.
    await database.message.update({ where: { id: answerId }, data: { content: '' } });
    await database.request.update({ where: { id: requestId }, data: { status: 'pending' } });
    expect((await follow(conversationId, answerId)).status).toBe(204);
    const pending = await loadAnswerAction({ answerId });
    expect(pending.ok && pending.value && messageEnd(pending.value)).toBeNull();
    const sweep = { status: 'abandoned', failureKind: 'abandoned', failureMessage: 'It stopped.' } as const;
    await database.request.update({ where: { id: requestId }, data: sweep });
    const swept = await loadAnswerAction({ answerId });
    expect(swept.ok && swept.value && messageEnd(swept.value)).toMatchObject({
      status: 'failed',
      failureKind: 'abandoned',
    });
  });
});
