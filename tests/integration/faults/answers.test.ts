import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaultLab, nameOf, startFaultLab } from '../../support/fault-lab';
import { type FaultRow, type Played, playRows } from '../../support/fault-rows';
import { describeRow, expectErrorObject } from '../../support/fault-verdicts';

const broken = { status: 502, code: /^upstream_error$/, breaker: 'failure' } as const;
const unreadable = /^(malformed|stream-broken)$/;

const BEFORE_THE_COMMIT: FaultRow[] = [
  { ...broken, name: 'nothing that anybody could read', fault: { fault: 'garbage' }, kind: /^malformed$/ },
  { ...broken, name: 'nothing at all', fault: { fault: 'empty' }, kind: /^empty$/ },
  { ...broken, name: 'an end before its first word', fault: { fault: 'early-end', afterPieces: 0 }, kind: unreadable },
  { ...broken, name: 'a reset before its first word', fault: { fault: 'cut', afterPieces: 0 }, kind: unreadable },
  {
    ...broken,
    name: 'an error instead of its first word',
    fault: { fault: 'stream-error', afterPieces: 0 },
    kind: /^server$/,
    // An error inside a 200 is a server’s passing fault.
    calls: 2,
  },
];

const AFTER_THE_COMMIT: FaultRow[] = [
  { ...broken, name: 'a reset in the middle', fault: { fault: 'cut' }, kind: unreadable, commits: true },
  { ...broken, name: 'an end in the middle', fault: { fault: 'early-end' }, kind: unreadable, commits: true },
];

const rows = [...BEFORE_THE_COMMIT, ...AFTER_THE_COMMIT];
let lab: FaultLab;
let played: Played;
beforeAll(async () => {
  lab = await startFaultLab();
  played = playRows(lab, rows);
});
afterAll(() => lab.close());

describe('an answer with', () => {
  for (const row of rows) describeRow(row, () => played(row));
});

describe('an error event in the middle of a stream', () => {
  it('is reported as an error, without a [DONE], and makes the official client throw', async () => {
    const model = 'openai/gpt-4o';
    lab.sandbox.faults.set('gpt-4o', { fault: 'stream-error' });
    const seen = await lab.ask({ model, stream: true });
    expectErrorObject(seen);
    expect(seen).toMatchObject({
      status: 200,
      isDone: false,
      requests: [{ status: 'failed', costState: 'estimated' }],
    });
    expect(seen.content.length).toBeGreaterThan(0);
    const messages = [{ role: 'user' as const, content: 'Hello' }];
    const stream = await lab.server.client.chat.completions.create({ model, messages, stream: true });
    const read = async () => {
      for await (const _chunk of stream);
    };
    await expect(read()).rejects.toThrow();
  });
});

describe('falling back from an answer that was none', () => {
  it.each(['garbage', 'empty'] as const)('happens once: a second %s answer is reported', async (fault) => {
    const models = ['vllm', 'lmstudio', 'ollama'].map((provider) => `${provider}/own-9${fault.length}`);
    const name = nameOf(models[0] ?? '');
    lab.sandbox.faults.set(name, { fault });
    const seen = await lab.ask({ model: 'auto', router: { models } });
    expect(seen.status).toBe(502);
    expect(lab.sandbox.callsTo(name)).toBe(2);
    expect(seen.attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
  });
});

/** Answers with little or no text that are not failures. */
const FINE = [
  ['a content filter', 'filtered', 'openai/gpt-4.1'],
  ['a refusal', 'refusal', 'openai/gpt-4.1-mini'],
] as const;

describe.each(FINE)('%s', (_words, fault, model) => {
  const name = nameOf(model);
  const GOOD = 'ollama/own-110';

  it.each([false, true])('is a success and is paid for (stream: %s)', async (stream) => {
    lab.sandbox.faults.set(name, { fault });
    const before = lab.sandbox.callsTo(nameOf(GOOD));
    const seen = await lab.ask({
      model: 'auto',
      stream,
      stream_options: { include_usage: true },
      router: { models: [model, GOOD] },
    });
    expect(seen).toMatchObject({ status: 200, error: null, isDone: stream });
    expect(seen.finish).toBe(fault === 'filtered' ? 'content_filter' : 'stop');
    expect(seen.content).toBe(fault === 'filtered' ? '' : "I'm sorry, but I can't help with that.");
    expect(lab.sandbox.callsTo(nameOf(GOOD))).toBe(before);
    expect(seen.requests).toEqual([
      expect.objectContaining({ status: 'succeeded', costState: 'measured', attempts: 1 }),
    ]);
    expect(seen.requests[0]?.cost).toBeGreaterThan(0);
    expect(seen.usage?.prompt_tokens).toBeGreaterThan(0);
  });

  it.each([false, true])(
    'falls back when the caller asks for that, and both are paid for (stream: %s)',
    async (stream) => {
      lab.sandbox.faults.set(name, { fault });
      const seen = await lab.ask({
        model: 'auto',
        stream,
        router: { models: [model, GOOD], fallback_on_refusal: true },
      });
      expect(seen).toMatchObject({ status: 200, error: null, finish: 'stop', isDone: stream });
      expect(seen.content).toContain('Sandbox answer, made up by own-110');
      expect(seen.attempts).toHaveLength(2);
      expect(seen.attempts[0]?.cost).toBeGreaterThan(0);
    },
  );

  it('never opens the breaker', async () => {
    lab.sandbox.faults.set(name, { fault });
    const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await lab.ask({ model })).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});

describe.each([
  ['left out', 'no-usage', 'openai/gpt-4o-mini'],
  ['absurd', 'wrong-usage', 'together/deepseek-ai/DeepSeek-V4-Pro'],
] as const)('a usage that is %s', (_words, fault, model) => {
  it.each([false, true])('is estimated, marked so, and filled in (stream: %s)', async (stream) => {
    lab.sandbox.faults.set(nameOf(model), { fault });
    const seen = await lab.ask({ model, stream, stream_options: { include_usage: true } });
    expect(seen).toMatchObject({ status: 200, error: null, finish: 'stop', isDone: stream });
    expect(seen.requests).toEqual([expect.objectContaining({ status: 'succeeded', costState: 'estimated' })]);
    expect(seen.attempts).toEqual([expect.objectContaining({ outcome: 'succeeded', usageState: 'estimated' })]);
    for (const count of [seen.usage?.prompt_tokens, seen.usage?.completion_tokens]) {
      expect(count).toBeGreaterThan(5);
      expect(count).toBeLessThan(2_000);
    }
    expect(seen.requests[0]?.cost).toBeGreaterThan(0);
    expect(seen.requests[0]?.cost).toBeLessThan(1e8);
  });
});
