import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADVICE, type FaultLab, ledgerOf, nameOf, startFaultLab } from '../../support/fault-lab';
import { residentBytes } from '../../support/production-server';
import { startSlowReader } from '../../support/slow-reader';

let lab: FaultLab;
beforeAll(async () => {
  lab = await startFaultLab();
});
afterAll(() => lab.close());

const GOOD = 'ollama/own-1';
const LEFT_WITHIN_MS = 1_000;

/** What comes of a request whose client leaves: after its first content, or while it still waits. */
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
    '%s: the upstream is stopped within a second, nobody else is called, and it is booked',
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

describe.each([
  ['openai', 'openai/gpt-4.1'],
  ['anthropic', 'anthropic/claude-sonnet-5-5'],
  ['google', 'google/gemini-3.8-flash'],
])('a client that reads slowly, on the %s wire', (_wire, model) => {
  const READERS = 8;
  const MEGABYTES = 32;
  const MEGABYTE = 1024 * 1024;

  it('holds the upstream back, outlives the idle deadline, and gets everything in the end', async () => {
    const { sandbox, server } = lab;
    const name = nameOf(model);
    sandbox.faults.set(name, { fault: 'flood', megabytes: MEGABYTES });
    const body = { model, messages: ADVICE, stream: true, router: { deadlines: { idle_ms: 700 } } };
    const memoryBefore = residentBytes(server.pid);
    const readers = await Promise.all(Array.from({ length: READERS }, () => startSlowReader(server, body)));
    for (const reader of readers) reader.pause();
    await sleep(1_500);
    const sent = sandbox.tallyOf(name).bytes;
    await sleep(500);
    // What the kernel takes between two sockets is not ours to bound; everything beyond it waits at the upstream.
    expect(sandbox.tallyOf(name).bytes - sent).toBeLessThan(MEGABYTE);
    expect(sent).toBeLessThan((READERS * MEGABYTES * MEGABYTE) / 2);
    expect(sandbox.tallyOf(name).open).toBe(READERS);
    expect(residentBytes(server.pid) - memoryBefore).toBeLessThan(100 * MEGABYTE);
    const [first, ...others] = readers;
    for (const reader of others) reader.close();
    const whole = await first?.readOn();
    expect(whole?.bytes).toBeGreaterThan(MEGABYTES * MEGABYTE);
    expect(whole?.end).toContain('[DONE]');
    await expect.poll(() => sandbox.tallyOf(name).open, { timeout: 5_000 }).toBe(0);
    const rows = await server.database.query(
      `select status, count(*)::int as n from requests where chosen_model = $1 group by 1 order by 1`,
      [model],
    );
    expect(rows).toEqual([
      { status: 'succeeded', n: 1 },
      { status: 'cancelled', n: READERS - 1 },
    ]);
  });
});
