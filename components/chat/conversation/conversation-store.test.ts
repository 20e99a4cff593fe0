import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DEFAULT_CHAT_SETTINGS } from '@/lib/chat-settings';
import type { ChatMessage } from '@/lib/services/chat/chat-message';
import type { AnswerChunk } from './answer-chunks';
import { RefusedError, type TurnBody } from './chat-api';
import { ConversationStore } from './conversation-store';
import { messageEnd, messageText } from './messages';

const QUESTION: ChatMessage = { id: 'q', parentId: null, role: 'user', parts: [{ type: 'text', text: 'Hi' }] };
const BODY: TurnBody = {
  conversationId: 'conv_1',
  answerId: 'a',
  asked: { kind: 'question', messageId: 'q', parentId: null, text: 'Hi', attachments: [], editionOf: null },
  settings: {} as typeof DEFAULT_CHAT_SETTINGS,
};

const END = { type: 'data-end', id: 'end', data: { status: 'succeeded', costNanoUsd: 5 } } as unknown as AnswerChunk;
const chunks: AnswerChunk[] = [
  { type: 'start', messageId: 'a' },
  { type: 'text-start', id: 'text' },
  ...['One ', 'two ', 'three ', 'four ', 'five'].map((delta) => ({ type: 'text-delta' as const, id: 'text', delta })),
  { type: 'text-end', id: 'text' },
  END,
  { type: 'finish' },
];
const TEXT = 'One two three four five';

/** A response with some of the chunks, whole or broken off in the middle of a frame. */
function streamResponse(from: number, until: number, isBroken = false): Response {
  const frames = chunks.slice(from, until).map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
  const text = frames.join('') + (isBroken ? 'data: {"type":"text-de' : '');
  let isSent = false;
  const body = new ReadableStream<Uint8Array>(
    {
      // What was read before the connection broke has arrived.
      pull(controller) {
        if (!isSent) controller.enqueue(new TextEncoder().encode(text));
        else if (isBroken) controller.error(new TypeError('network error'));
        else controller.close();
        isSent = true;
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body);
}

const refusal = (status: number, message: string) => Response.json({ error: { message } }, { status });

let asked: string[];
function serverSays(...answers: (Response | Error)[]) {
  asked = [];
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    const next = answers.shift();
    if (!next) throw new Error(`Nothing is prepared for ${url}.`);
    if (next instanceof Error) throw next;
    return next;
  });
}

function newStore(messages: ChatMessage[] = [], stored: ChatMessage | null = null) {
  let ends = 0;
  const store = new ConversationStore({
    conversationId: 'conv_1',
    messages,
    leafId: null,
    onLoadAnswer: async () => ({ ok: true, value: stored }),
    onEnd: () => ends++,
  });
  return { store, ends: () => ends };
}

const answerIn = (store: ConversationStore) => store.snapshot().messages.find(({ id }) => id === 'a') as ChatMessage;

beforeEach(() => {
  // Node has no window; waiting for the network is cut short.
  vi.stubGlobal('window', {
    addEventListener: (_: string, done: () => void) => done(),
    removeEventListener: () => undefined,
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('a conversation in the browser', () => {
  it('shows question and answer at once, and the whole text at the end', async () => {
    serverSays(streamResponse(0, chunks.length));
    const { store, ends } = newStore();
    const onStored = vi.fn();
    const done = store.ask(BODY, QUESTION, 'q', onStored);
    expect(store.snapshot().messages.map(({ id }) => id)).toEqual(['q', 'a']);
    expect(store.snapshot().live.get('a')).toBe('asking');
    await done;
    expect(messageText(answerIn(store))).toBe(TEXT);
    expect(messageEnd(answerIn(store))).toMatchObject({ status: 'succeeded' });
    expect(store.snapshot().live.size).toBe(0);
    expect(ends()).toBe(1);
    expect(onStored).toHaveBeenCalledOnce();
  });

  it('resumes after the last chunk wherever the connection breaks', async () => {
    for (let cut = 1; cut < chunks.length; cut++) {
      serverSays(streamResponse(0, cut, true), new TypeError('still away'), streamResponse(cut, chunks.length));
      const { store } = newStore();
      await store.ask(BODY, QUESTION, 'q');
      expect(messageText(answerIn(store))).toBe(TEXT);
      expect(asked.at(-1)).toBe(`/api/chat/conv_1/stream?answer=a&from=${cut}`);
    }
  });

  it('loads the stored answer when it ended during a lost connection', async () => {
    const stored: ChatMessage = {
      id: 'a',
      parentId: 'q',
      role: 'assistant',
      parts: [{ type: 'text', text: TEXT }, END as ChatMessage['parts'][number]],
    };
    serverSays(streamResponse(0, 4, true), new Response(null, { status: 204 }));
    const { store } = newStore([], stored);
    await store.ask(BODY, QUESTION, 'q');
    expect(messageText(answerIn(store))).toBe(TEXT);
    expect(store.snapshot().live.size).toBe(0);
  });

  it('marks an answer as interrupted when it is not live and has no end', async () => {
    const pending: ChatMessage = { id: 'a', parentId: 'q', role: 'assistant', parts: [] };
    serverSays(new Response(null, { status: 204 }));
    const { store } = newStore([QUESTION, pending], pending);
    await store.resume('a');
    expect(store.snapshot().live.get('a')).toBe('interrupted');
  });

  it.each([
    ['it refuses', [refusal(402, 'The budget is used up.')], 'The budget is used up.'],
    ['it was never reached', [new TypeError('offline'), new Response(null, { status: 204 })], 'connection was lost'],
  ])('removes the turn when %s, so that the text can return to the composer', async (_name, answers, words) => {
    serverSays(...answers);
    const { store } = newStore();
    const onStored = vi.fn();
    const failed = store.ask(BODY, QUESTION, 'q', onStored);
    await expect(failed).rejects.toThrow(RefusedError);
    await expect(failed).rejects.toThrow(words);
    expect(onStored).not.toHaveBeenCalled();
    expect(store.snapshot()).toMatchObject({ messages: [], leafId: null });
    expect(store.snapshot().live.size).toBe(0);
  });

  it('leaves finished messages as they are while another one streams', async () => {
    serverSays(streamResponse(0, chunks.length));
    const { store } = newStore([QUESTION]);
    const seen = new Set<ChatMessage | undefined>();
    store.subscribe(() => seen.add(store.snapshot().messages[0]));
    await store.ask({ ...BODY, asked: { kind: 'answer', questionId: 'q', instead: null, model: null } }, null, 'q');
    expect([...seen]).toEqual([QUESTION]);
  });

  it('merges messages of other tabs and keeps known ones', async () => {
    const { store } = newStore([QUESTION]);
    const other: ChatMessage = { id: 'q2', parentId: null, role: 'user', parts: [{ type: 'text', text: 'Ho' }] };
    store.merge([{ ...QUESTION }, other]);
    expect(store.snapshot().messages).toEqual([QUESTION, other]);
    expect(store.snapshot().messages[0]).toBe(QUESTION);
  });

  describe('with an answer that is not live', () => {
    const pending: ChatMessage = { id: 'a', parentId: 'q', role: 'assistant', parts: [] };
    const ended: ChatMessage = {
      ...pending,
      parts: [{ type: 'text', text: TEXT }, END as ChatMessage['parts'][number]],
    };

    async function interrupted() {
      serverSays(new Response(null, { status: 204 }));
      const { store } = newStore([QUESTION, pending], pending);
      await store.resume('a');
      return store;
    }

    it('takes its end when the server has one after all', async () => {
      const store = await interrupted();
      store.merge([QUESTION, ended]);
      expect(messageText(answerIn(store))).toBe(TEXT);
      expect(store.snapshot().live.size).toBe(0);
    });

    it('marks it as lost when the server does not know it, without rejecting', async () => {
      serverSays(new Response(null, { status: 204 }));
      const { store } = newStore([QUESTION, pending], null);
      await store.resume('a');
      expect(store.snapshot().live.get('a')).toBe('lost');
    });

    it('does not request a stop for it', async () => {
      const store = await interrupted();
      await store.stop('a');
      expect(asked.filter((url) => url.endsWith('/stop'))).toEqual([]);
    });
  });

  it('repeats a stop with growing delays until the server confirms it, however often it is pressed', async () => {
    vi.useFakeTimers();
    let stops = 0;
    let isHeard = false;
    vi.stubGlobal('fetch', (url: string) => {
      if (!url.endsWith('/stop')) return new Promise(() => undefined);
      stops++;
      return Promise.resolve(Response.json({ isStopped: isHeard }));
    });
    const { store } = newStore();
    void store.ask(BODY, QUESTION, 'q');
    const pressed = [store.stop('a'), store.stop('a'), store.stop('a')];
    await vi.advanceTimersByTimeAsync(60_000);
    expect(stops).toBeGreaterThan(20);
    expect(stops).toBeLessThan(40);
    isHeard = true;
    await vi.advanceTimersByTimeAsync(2_000);
    await Promise.all(pressed);
    const before = stops;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(stops).toBe(before);
    vi.useRealTimers();
  });
});
