import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSlowReader } from '../../support/fakes/slow-reader';
import { ADVICE, type FaultLab, ledgerOf, nameOf, startFaultLab } from '../../support/fault-lab';
import { residentBytes } from '../../support/production-server';
import { eventually } from '../../support/requests';

let lab: FaultLab;
beforeAll(async () => {
  lab = await startFaultLab();
});
afterAll(() => lab.close());

const MEGABYTE = 1024 * 1024;
const GOOD = 'ollama/own-1';
const LEFT_WITHIN_MS = 1_000;

/** The outcome of a request whose client disconnects: after its first content, or while it still waits. */
async function leave(model: string, { stream, after }: { stream: boolean; after: 'content' | 'waiting' }) {
  const { sandbox, server } = lab;
  const name = nameOf(model);
  sandbox.faults.set(name, after === 'content' ? { fault: 'stall', afterPieces: 3 } : { fault: 'hang' });
  const before = { ...sandbox.tallyOf(name), good: sandbox.callsTo(nameOf(GOOD)) };
  const abort = new AbortController();
  const answer = fetch(`${server.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.key}` },
    body: JSON.stringify({ model: 'auto', messages: ADVICE, stream, router: { models: [model, GOOD] } }),
    signal: abort.signal,
  });
  if (after === 'content') await (await answer).body?.getReader().read();
  else await expect.poll(() => sandbox.tallyOf(name).open).toBe(1);
  abort.abort();
  await answer.catch(() => undefined);
  await expect.poll(() => sandbox.tallyOf(name).aborted, { timeout: LEFT_WITHIN_MS }).toBe(before.aborted + 1);
  const [row] = await server.database.query<{ id: string }>('select id from requests order by created_at desc limit 1');
  return {
    ...(await ledgerOf(server, row?.id ?? null)),
    calls: sandbox.callsTo(name) - before.calls,
    goodCalls: sandbox.callsTo(nameOf(GOOD)) - before.good,
  };
}

describe.each([
  ['openai', 'openai/gpt-4o'],
  ['anthropic', 'anthropic/claude-haiku-4-5'],
  ['google', 'google/gemini-3.5-flash'],
])('a client that leaves, on the %s wire', (_wire, model) => {
  it.each([
    ['in the middle of a stream', { stream: true, after: 'content' }],
    ['before a stream’s first word', { stream: true, after: 'waiting' }],
    ['while it waits for an answer in one piece', { stream: false, after: 'waiting' }],
  ] as const)(
    '%s: the upstream is stopped within a second, no other model is called, and the attempt is recorded',
    async (_when, how) => {
      const { requests, attempts, calls, goodCalls } = await leave(model, how);
      expect([calls, goodCalls]).toEqual([1, 0]);
      const cancelled = { status: 'cancelled', failureKind: 'cancelled', costState: 'estimated', attempts: 1 };
      expect(requests).toEqual([expect.objectContaining(cancelled)]);
      expect(requests[0]?.cost).toBeGreaterThan(0);
      expect(attempts).toEqual([expect.objectContaining({ outcome: 'cancelled', usageState: 'estimated' })]);
      expect(attempts[0]?.input).toBeGreaterThan(0);
      expect((attempts[0]?.output ?? 0) > 0).toBe(how.after === 'content');
    },
  );

  it('never opens the breaker by leaving', async () => {
    for (let i = 0; i < 6; i++) await leave(model, { stream: true, after: 'waiting' });
    lab.sandbox.faults.clear(nameOf(model));
    expect((await lab.ask({ model })).status).toBe(200);
  });
});

describe('a client that reads slowly', () => {
  const router = { deadlines: { idle_ms: 700 } };

  /** Starts readers of a long answer that stop at once. Resolves when its upstreams have stopped sending. */
  async function standStill(model: string, readerCount: number, megabytes: number) {
    const { sandbox, server } = lab;
    sandbox.faults.set(nameOf(model), { fault: 'flood', megabytes });
    const body = { model, messages: ADVICE, stream: true, router };
    const readers = await Promise.all(Array.from({ length: readerCount }, () => startSlowReader(server, body)));
    for (const reader of readers) reader.pause();
    const sent = await untilUnchanged(() => sandbox.tallyOf(nameOf(model)).bytes);
    // Longer than the stall timeout of an upstream.
    expect(sandbox.tallyOf(nameOf(model)).open).toBe(readerCount);
    return { readers, sent };
  }

  const statusesOf = (model: string) =>
    eventually(
      async () => {
        const sql = 'select status from requests where chosen_model = $1 order by status';
        return (await lab.server.database.query<{ status: string }>(sql, [model])).map(({ status }) => status);
      },
      (statuses) => !statuses.includes('pending'),
    );

  // What the kernel takes between two sockets, some 8 MB, is not ours to bound; what lies beyond waits at the upstream.
  it.each([
    ['openai', 'openai/gpt-4.1'],
    ['anthropic', 'anthropic/claude-sonnet-5-5'],
    ['google', 'google/gemini-3.8-flash'],
  ])('holds the upstream back, and the idle deadline, on the %s wire', async (_wire, model) => {
    const { readers, sent } = await standStill(model, 1, 200);
    expect(sent).toBeLessThan(40 * MEGABYTE);
    for (const reader of readers) reader.close();
    await expect.poll(() => lab.sandbox.tallyOf(nameOf(model)).open, { timeout: LEFT_WITHIN_MS }).toBe(0);
    expect(await statusesOf(model)).toEqual(['cancelled']);
  });

  it('gets everything in the end, and the server holds little of it meanwhile', async () => {
    const model = 'openai/gpt-4.1-mini';
    const memoryBefore = residentBytes(lab.server.pid);
    const { readers } = await standStill(model, 6, 32);
    // Six answers are 192 MB; a busy process grows by some tens in any case.
    expect(residentBytes(lab.server.pid) - memoryBefore).toBeLessThan(100 * MEGABYTE);
    const [first, ...others] = readers;
    for (const reader of others) reader.close();
    const whole = await first?.readOn();
    expect(whole?.bytes).toBeGreaterThan(32 * MEGABYTE);
    expect(whole?.end).toContain('[DONE]');
    expect(await statusesOf(model)).toEqual(['succeeded', ...others.map(() => 'cancelled')]);
  });
});

/** Waits until a number has not changed for a moment. */
async function untilUnchanged(read: () => number): Promise<number> {
  for (let last = -1; ; ) {
    const now = read();
    if (now === last) return now;
    last = now;
    await sleep(800);
  }
}
