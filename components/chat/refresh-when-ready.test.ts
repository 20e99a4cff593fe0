import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConversationStore } from './conversation-store';
import { refreshWhenReady } from './refresh-when-ready';

const READY = () => Response.json({ isReady: true });

function serverSays(answer: () => Response | Promise<Response>) {
  const fetched = vi.fn(async () => answer());
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

const newStore = () =>
  new ConversationStore({
    conversationId: 'conv_1',
    messages: [],
    leafId: null,
    onLoadAnswer: async () => ({ ok: false }),
    onEnd: () => undefined,
  });

async function refreshes(store = newStore()): Promise<number> {
  const refresh = vi.fn();
  await refreshWhenReady(store, refresh);
  return refresh.mock.calls.length;
}

afterEach(() => vi.unstubAllGlobals());

describe('coming back to a chat', () => {
  it('reads it anew when the server is there', async () => {
    serverSays(READY);
    expect(await refreshes()).toBe(1);
  });

  it.each([
    ['the server is not reached', () => Promise.reject(new TypeError('fetch failed'))],
    ['a proxy answers for it', () => new Response('<h1>Bad gateway</h1>', { status: 502 })],
    ['its database is away', () => Response.json({ error: { message: 'Away.' } }, { status: 503 })],
    ['the caller is signed out', () => Response.json({ error: { message: 'Sign in.' } }, { status: 401 })],
    ['a network wants a click first', () => new Response('<h1>Welcome to the train</h1>')],
  ])('leaves it as it is when %s', async (_name, answer) => {
    serverSays(answer);
    expect(await refreshes()).toBe(0);
  });

  it.each(['asking', 'streaming', 'reconnecting'] as const)('leaves it while an answer is %s', async (state) => {
    const fetched = serverSays(READY);
    const store = newStore();
    vi.spyOn(store, 'snapshot').mockReturnValue({ messages: [], leafId: null, live: new Map([['a', state]]) });
    expect(await refreshes(store)).toBe(0);
    expect(fetched).not.toHaveBeenCalled();
  });

  it('leaves it when a question was asked, or the chat was left, while the server was asked', async () => {
    const store = newStore();
    serverSays(() => {
      store.close();
      return READY();
    });
    expect(await refreshes(store)).toBe(0);
  });
});
