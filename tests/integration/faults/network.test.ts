import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrokenHost, refusingHost, silentHost, unknownHost } from '../../support/fakes/broken-hosts';
import { type FaultLab, nameOf, startFaultLab } from '../../support/fault-lab';
import { type FaultRow, type Played, playRows } from '../../support/fault-rows';
import { describeRow, expectErrorObject } from '../../support/fault-verdicts';

/** Far above what a healthy answer takes here, far below what a person would notice. */
const SOON_MS = 600;
const deadlines = (own: Record<string, number>) => ({ deadlines: own });
const late = { status: 504, code: /^timeout$/, kind: /^timeout$/, breaker: 'failure' } as const;
const unreachable = { status: 502, code: /^upstream_error$/, kind: /^connection$/, breaker: 'failure' } as const;

const rows: FaultRow[] = [
  { ...unreachable, name: 'a host that refuses the connection', model: 'groq/qwen/qwen3-32b' },
  { ...unreachable, name: 'a host that no resolver knows', model: 'cerebras/gpt-oss-120b' },
  {
    ...late,
    name: 'a host that takes no connection in time',
    model: 'deepseek/deepseek-v4-pro',
    router: deadlines({ connect_ms: SOON_MS }),
  },
  {
    ...late,
    name: 'headers that never come',
    fault: { fault: 'hang' },
    router: deadlines({ headers_ms: SOON_MS, answer_ms: SOON_MS }),
  },
  {
    ...late,
    name: 'a first token that never comes',
    fault: { fault: 'stall', afterPieces: 0 },
    router: deadlines({ first_token_ms: SOON_MS, answer_ms: SOON_MS }),
  },
  {
    ...late,
    name: 'a first token that comes too late',
    fault: { fault: 'slow', delayMs: 5_000 },
    router: deadlines({ first_token_ms: SOON_MS, answer_ms: SOON_MS }),
  },
  {
    ...late,
    name: 'a stream that stalls in the middle',
    fault: { fault: 'stall', afterPieces: 5 },
    router: deadlines({ idle_ms: SOON_MS, answer_ms: SOON_MS }),
    commits: true,
  },
];

let hosts: BrokenHost[];
let lab: FaultLab;
let played: Played;
beforeAll(async () => {
  hosts = [await refusingHost(), unknownHost(), await silentHost()];
  const [refusing, unknown, silent] = hosts.map(({ url }) => url);
  lab = await startFaultLab({
    GROQ_BASE_URL: refusing ?? '',
    CEREBRAS_BASE_URL: unknown ?? '',
    DEEPSEEK_BASE_URL: silent ?? '',
  });
  played = playRows(lab, rows);
});
afterAll(async () => {
  await lab.close();
  for (const host of hosts) await host.close();
});

describe('an upstream with', () => {
  for (const row of rows) describeRow(row, () => played(row));
});

describe('deadlines', () => {
  const HANGING = 'xai/grok-4.20-0309-reasoning';
  const GOOD = 'lmstudio/own-100';

  it('abort the call that they end', async () => {
    for (const row of rows.slice(3)) {
      await played(row);
    }
    const left = Object.values(lab.sandbox.faults.all()).length;
    expect(left).toBeGreaterThan(0);
    await expect.poll(() => lab.sandbox.openStreams()).toBe(0);
  });

  it.each([false, true])('bound all attempts of a request together (stream: %s)', async (stream) => {
    lab.sandbox.faults.set(nameOf(HANGING), { fault: 'hang' });
    const before = lab.sandbox.callsTo(nameOf(GOOD));
    const seen = await lab.ask({
      model: 'auto',
      stream,
      router: { models: [HANGING, GOOD], deadlines: { total_ms: SOON_MS } },
    });
    expect(seen.status).toBe(504);
    expectErrorObject(seen);
    expect(seen.error?.code).toBe('timeout');
    expect(lab.sandbox.callsTo(nameOf(GOOD))).toBe(before);
    expect(seen.requests).toEqual([expect.objectContaining({ status: 'failed', failureKind: 'timeout', cost: 0 })]);
    expect(seen.attempts).toEqual([expect.objectContaining({ outcome: 'failed', failureKind: 'timeout', cost: 0 })]);
    await expect.poll(() => lab.sandbox.tallyOf(nameOf(HANGING)).open).toBe(0);
  });

  it('end a stream after its first content too, when its time is up', async () => {
    const model = 'xai/grok-4.20-0309-non-reasoning';
    lab.sandbox.faults.set(nameOf(model), { fault: 'stall', afterPieces: 3 });
    const seen = await lab.ask({ model, stream: true, router: { deadlines: { total_ms: SOON_MS } } });
    expectErrorObject(seen);
    expect(seen).toMatchObject({ status: 200, isDone: false, error: { code: 'timeout' } });
    expect(seen.requests).toEqual([expect.objectContaining({ status: 'failed', costState: 'estimated' })]);
  });

  it.each([{ first_token_ms: 0 }, { total_ms: -1 }, { idle_ms: 1.5 }, { answer_ms: 'soon' }, { lunch_ms: 5 }])(
    'that make no sense are the caller’s own error: %j',
    async (own) => {
      const seen = await lab.ask({ model: GOOD, router: { deadlines: own } });
      expect(seen.status).toBe(400);
      expectErrorObject(seen);
      expect(seen.error?.message).toContain('deadlines');
    },
  );
});
