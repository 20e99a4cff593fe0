import { describe, expect, it } from 'vitest';
import type { ChatMessage, EndData, RouteData } from '@/lib/services/chat/chat-message';
import { interruptionMessage } from '../answer/interruption-message';
import { answerFacts } from '../answer/meta-line';
import { spendingOf } from './messages';

const end = (more: Partial<EndData> = {}): EndData => ({
  status: 'succeeded',
  failure: null,
  failureKind: null,
  ttftMs: 920,
  totalMs: 4_000,
  tokens: 1_392,
  outputTokens: 96,
  costNanoUsd: 3_320_000,
  costState: 'measured',
  endedAt: Date.UTC(2026, 10, 23, 14, 19, 12),
  ...more,
});
const route = (provider: string, model: string) => ({ provider, model }) as RouteData;

const message = (id: string, parentId: string | null, ended: EndData | null = null): ChatMessage => ({
  id,
  parentId,
  role: id.startsWith('q') ? 'user' : 'assistant',
  parts: ended ? [{ type: 'data-end', id: 'end', data: ended }] : [],
});

describe('what a conversation has brought', () => {
  it('counts every version and every part once, and a continued answer as one', () => {
    const tree = [
      message('q', null),
      message('a1', 'q', end()),
      message('a1-rest', 'a1', end({ costNanoUsd: 4_520_000 })),
      message('a2', 'q', end({ costNanoUsd: null })),
      message('a3', 'q'),
    ];
    expect(spendingOf(tree)).toEqual({ answers: 2, costNanoUsd: 7_840_000 });
  });
});

describe('the line under an answer', () => {
  const first = { route: route('anthropic', 'anthropic/sonnet'), end: end({ costState: 'estimated' }) };
  const second = { route: route('openai', 'openai/sol'), end: end({ ttftMs: 300, costNanoUsd: 4_520_000 }) };

  it('adds what both parts took, from the first token of the first', () => {
    expect(answerFacts([first, second])).toEqual(['first token 0.92 s', '2,784 tokens', 'est. $0.007840, both parts']);
    expect(answerFacts([first, second, second]).at(-1)).toContain('all 3 parts');
  });

  it('says unpriced when one part has no price, and made up when all are the sandbox’s', () => {
    expect(answerFacts([first, { ...second, end: end({ costNanoUsd: null }) }]).at(-1)).toBe(
      'est. unpriced, both parts',
    );
    expect(answerFacts([{ route: route('sandbox', 'sandbox/x'), end: end() }]).at(-1)).toBe('$0.003320, made up');
  });
});

describe('why an answer broke off', () => {
  it.each([
    [{ failureKind: 'stream-broken' }, 'The provider closed the stream at 14:19:12 UTC.'],
    [{ failureKind: 'connection' }, 'The connection to the provider was lost at 14:19:12 UTC.'],
    [{ failureKind: 'timeout', failure: 'The stream was idle for 30 s.' }, 'The stream was idle for 30 s.'],
    [{ status: 'cancelled' as const }, 'You stopped the answer at 14:19:12 UTC.'],
    [{ failureKind: 'abandoned', endedAt: null }, 'The server stopped before the answer was complete.'],
    [{ failureKind: null, endedAt: null }, 'The answer was interrupted.'],
  ])('is said in words: %j', (more, words) => {
    expect(interruptionMessage(end({ status: 'failed', ...more }))).toBe(words);
  });
});
