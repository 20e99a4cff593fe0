import { describe, expect, it } from 'vitest';
import type { AnsweredRequest, Conversation, StoredMessage } from '../../db/chat/conversations';
import type { Decision } from '../../engine/types';
import { exportName } from './export-branch';
import { exportJson } from './export-json';
import { exportMarkdown } from './export-markdown';

const NOW = new Date('2026-11-23T05:30:00Z');
const decision = {
  policy: 'balanced',
  policyVersion: 7,
  qualityWeight: 0.45,
  mode: 'auto',
  category: 'code',
  confidence: 0.93,
  candidates: [],
  exclusions: [],
  counterfactual: null,
} as unknown as Decision;

const request = (rest: Partial<AnsweredRequest>): AnsweredRequest => ({
  id: 'req_1',
  status: 'succeeded',
  provider: 'mistral',
  model: 'mistral/codestral-2508',
  decision,
  attempts: [],
  failureMessage: null,
  failureKind: null,
  ttftMs: 480,
  totalMs: 2_000,
  settledAt: NOW,
  inputTokens: 1_000,
  outputTokens: 495,
  costNanoUsd: 1_098_000,
  costState: 'measured',
  rating: 1,
  comment: null,
  correctedCategory: null,
  ...rest,
});

const message = (id: string, parentId: string | null, rest: Partial<StoredMessage>): StoredMessage => ({
  id,
  parentId,
  role: 'user',
  content: id,
  files: [],
  consensus: null,
  request: null,
  createdAt: NOW,
  ...rest,
});

/** A question, two answers to it, and a question after the first one. */
const chat: Conversation = {
  id: 'conv_1',
  title: 'Idempotent\ncharge',
  leafId: 'follow-up',
  settings: { systemPrompt: 'Answer as a\nbackend engineer.' },
  unseenCostNanoUsd: 2_000,
  messages: [
    message('question', null, { files: [{ id: 'file_1', name: 'schema.sql', mediaType: 'text/plain' }] }),
    message('first', 'question', { role: 'assistant', content: 'A unique key.', request: request({}) }),
    message('second', 'question', {
      role: 'assistant',
      content: 'Another way.',
      request: request({ id: 'req_2', provider: 'sandbox', model: 'sandbox/heron-large', costState: 'estimated' }),
    }),
    message('follow-up', 'first', { content: 'And in SQL?' }),
  ],
};

describe('a chat as Markdown', () => {
  it('holds the branch that is shown, with the system prompt, models and costs, and no other branch', () => {
    const text = exportMarkdown(chat, null, NOW);
    expect(text).toContain('# Idempotent charge\n');
    expect(text).toContain('> Answer as a\n> backend engineer.');
    expect(text).toContain('## Question\n\nquestion\n\nAttached:\n\n- schema.sql (text/plain)');
    expect(text).toContain('A unique key.\n\n*mistral/codestral-2508 · first token 0.48 s · 1,495 tokens · $0.001098*');
    expect(text).toContain('And in SQL?');
    expect(text).not.toContain('Another way.');
  });

  it('says of what the sandbox made up that it did', () => {
    const text = exportMarkdown(chat, 'second', NOW);
    expect(text).toContain('*sandbox/heron-large · made up by the sandbox · first token 0.48 s');
    expect(text).toContain('est. $0.001098, made up');
    expect(text).not.toContain('And in SQL?');
  });

  it('says of an answer that broke off why', () => {
    const cut = request({ status: 'failed', failureMessage: 'The connection was cut.' });
    const broken = { ...chat, messages: [message('answer', null, { role: 'assistant', content: '', request: cut })] };
    expect(exportMarkdown(broken, null, NOW)).toContain('*No answer was received.*');
    expect(exportMarkdown(broken, null, NOW)).toContain('incomplete: The connection was cut.');
  });
});

describe('a chat as JSON', () => {
  it('holds every version, says which are shown, and counts what no message shows', () => {
    const file = exportJson(chat, null, NOW);
    expect(file.messages.map(({ id }) => id)).toEqual(['question', 'first', 'second', 'follow-up']);
    expect(file.shownBranch).toEqual(['question', 'first', 'follow-up']);
    expect(file.costNanoUsd).toBe(2 * 1_098_000 + 2_000);
    expect(file.messages[2]?.request).toMatchObject({
      isMadeUp: true,
      said: { rating: 1 },
      decision: { category: 'code' },
    });
    expect(JSON.parse(JSON.stringify(file))).toEqual(file);
  });
});

describe('the name of the file', () => {
  it.each([
    ['Übersetzung der AGB', 'a3m-ubersetzung-der-agb.md'],
    ['../../etc/passwd', 'a3m-etc-passwd.md'],
    ['"; rm -rf /\r\nX: y', 'a3m-rm-rf-x-y.md'],
    ['日本語', 'a3m-chat.md'],
    ['', 'a3m-chat.md'],
  ])('is safe: %j', (title, name) => expect(exportName(title, 'md')).toBe(name));

  it('is not endless', () => expect(exportName('a'.repeat(500), 'json')).toHaveLength(69));
});
