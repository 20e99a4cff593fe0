import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxServer, startSandbox } from '../../../lib/providers/sandbox/server';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { ADVICE, type FaultLab, type Seen, startFaultLab } from '../../support/fault-lab';
import { expectErrorObject, expectRetryAfter } from '../../support/fault-verdicts';
import { createTestKey, type ProductionServer } from '../../support/production-server';
import { eventually } from '../../support/requests';

let sandbox: SandboxServer;
let database: TestDatabase;
beforeAll(async () => {
  sandbox = await startSandbox({ slowness: 1 });
});
afterAll(() => sandbox.close());

/** Stalls after its first tokens, until the client disconnects. */
const STALLING = 'openai/gpt-4o';
/** Takes some seconds, and then ends successfully. */
const SLOW = 'openai/gpt-4.1';

function ask({ url, key }: ProductionServer, body: object): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ messages: ADVICE, ...body }),
  });
}

/** A stream that has delivered its first tokens. */
async function open(server: ProductionServer, model: string): Promise<{ id: string; rest: Promise<string> }> {
  const response = await ask(server, { model, stream: true });
  const rest = response.text();
  // The caller awaits the end later.
  rest.catch(() => undefined);
  return { id: response.headers.get('x-request-id') ?? '', rest };
}

const statuses = () =>
  database.query<{ status: string; n: number }>(
    'select status, count(*)::int as n from requests group by status order by status',
  );

beforeAll(() => {
  sandbox.faults.set('gpt-4o', { fault: 'stall', afterPieces: 3 });
  sandbox.faults.set('gpt-4.1', { fault: 'slow', delayMs: 800 });
});

describe('SIGTERM with open streams', () => {
  const DRAIN_SECONDS = 3;
  let lab: FaultLab;
  beforeAll(async () => {
    database = await createTestDatabase();
    lab = await startFaultLab({ A3M_DRAIN_SECONDS: String(DRAIN_SECONDS) }, { sandbox, database });
  });
  afterAll(async () => {
    await lab.close();
    await database.drop();
  });

  it('refuses new requests with a message, lets running ones finish, ends the rest with an error, and exits with 0', async () => {
    const { server } = lab;
    const stalled = await open(server, STALLING);
    const ending = open(server, SLOW);
    const whole = ask(server, { model: SLOW });
    await expect.poll(() => sandbox.tallyOf('gpt-4.1').open).toBe(2);
    const exited = server.kill('SIGTERM');

    const ready = () => fetch(`${server.url}/readyz`);
    await expect.poll(async () => (await ready()).status).toBe(503);
    const refused = await ask(server, { model: SLOW });
    const text = await refused.text();
    const seen = { status: refused.status, headers: refused.headers, text, error: JSON.parse(text).error } as Seen;
    expect(seen.status).toBe(503);
    expectErrorObject(seen);
    expectRetryAfter(seen, [1, 60]);

    expect(await (await ending).rest).toContain('[DONE]');
    expect((await whole).status).toBe(200);
    const last = await stalled.rest;
    expect(last).not.toContain('[DONE]');
    const [, event = '{}'] = /data: (.*)\n\n$/.exec(last) ?? [];
    expect(Object.keys(JSON.parse(event).error ?? {}).sort()).toEqual(['code', 'message', 'param', 'type']);
    expect(await exited).toBe(0);
    await expect.poll(() => sandbox.openStreams()).toBe(0);
    expect(await statuses()).toEqual([
      { status: 'succeeded', n: 2 },
      { status: 'failed', n: 1 },
    ]);
    const [row] = await database.query(
      'select status, cost_state, cost_nano_usd > 0 as paid from requests where id = $1',
      [stalled.id],
    );
    expect(row).toEqual({ status: 'failed', cost_state: 'estimated', paid: true });
  });
});

describe('kill -9 in the middle of streams', () => {
  const STREAMS = 6;
  let key: { secret: string; teamId: string };
  const labs: FaultLab[] = [];
  const start = async () => {
    const lab = await startFaultLab({}, { sandbox, database, key });
    labs.push(lab);
    return lab;
  };
  beforeAll(async () => {
    database = await createTestDatabase();
    key = await createTestKey(database);
  });
  afterAll(async () => {
    for (const lab of labs) await lab.close();
    await database.drop();
  });

  it('leaves rows that the next start closes as abandoned, each once, and leaves the rows of other processes unchanged', async () => {
    const [doomed, neighbour] = await Promise.all([start(), start()]);
    await open(neighbour.server, STALLING);
    const cut = await Promise.all(Array.from({ length: STREAMS }, () => open(doomed.server, STALLING)));
    await doomed.server.kill('SIGKILL');
    for (const { rest } of cut) await expect(rest).rejects.toThrow();
    expect(await statuses()).toEqual([{ status: 'pending', n: STREAMS + 1 }]);
    await expect.poll(() => sandbox.openStreams()).toBe(1);

    // Two at the same time, so that both find the same dead process.
    await Promise.all([start(), start()]);
    const expected = [
      { status: 'pending', n: 1 },
      { status: 'abandoned', n: STREAMS },
    ];
    expect(await eventually(statuses, (rows) => rows.length === 2)).toEqual(expected);
    const closed = await database.query(
      `select distinct failure_kind, cost_nano_usd::int as cost from requests where status = 'abandoned'`,
    );
    expect(closed).toEqual([{ failure_kind: 'abandoned', cost: 0 }]);

    const rolled = await database.query(`select sum(requests)::int as n from rollup_requests where grain = 'quarter'`);
    expect(rolled).toEqual([{ n: STREAMS }]);
  });
});
