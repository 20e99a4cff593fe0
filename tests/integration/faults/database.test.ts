import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxServer, startSandbox } from '../../../lib/providers/sandbox/server';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { type PgProxy, startPgProxy } from '../../support/fakes/pg-proxy';
import { ADVICE, type FaultLab, ledgerOf, type Seen, startFaultLab } from '../../support/fault-lab';
import { expectErrorObject, expectRetryAfter } from '../../support/fault-verdicts';
import { createTestKey } from '../../support/production-server';
import { eventually } from '../../support/requests';

const MODEL = 'openai/gpt-4o-mini';
const READY_AGAIN_MS = 10_000;

let sandbox: SandboxServer;
let database: TestDatabase;
let proxy: PgProxy;
let lab: FaultLab;

/** The server starts while its database is away: what that looks like is the first test. */
beforeAll(async () => {
  sandbox = await startSandbox({ slowness: 1 });
  database = await createTestDatabase();
  const key = await createTestKey(database);
  proxy = await startPgProxy(database.url);
  await proxy.goAway();
  lab = await startFaultLab({}, { sandbox, database, databaseUrl: proxy.url, key, untilAlive: true });
});
afterAll(async () => {
  await lab.close();
  await proxy.close();
  await sandbox.close();
  await database.drop();
});

const get = (path: string) => fetch(`${lab.server.url}${path}`);
const readyStatus = async () => (await get('/readyz')).status;

/** Refused with a 503 for every caller, because permissions cannot be checked. */
async function expectRefused(headers: Record<string, string> = {}) {
  const response = await fetch(`${lab.server.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${lab.server.key}`, ...headers },
    body: JSON.stringify({ model: MODEL, messages: ADVICE }),
  });
  const text = await response.text();
  const seen = { status: response.status, headers: response.headers, text, error: JSON.parse(text).error } as Seen;
  expect(seen.status).toBe(503);
  expectErrorObject(seen);
  expect(seen.error?.code).toBe('service_unavailable');
  expectRetryAfter(seen, [1, 60]);
}

async function expectReadyAgain() {
  const back = Date.now();
  expect(await eventually(readyStatus, (status) => status === 200, READY_AGAIN_MS)).toBe(200);
  const answered = await eventually(
    () => lab.ask({ model: MODEL }),
    ({ status }) => status === 200,
    READY_AGAIN_MS - (Date.now() - back),
  );
  expect(answered).toMatchObject({ status: 200, requests: [{ status: 'succeeded' }] });
}

describe('a database that is away when the server starts', () => {
  it('leaves the process alive, not ready, and refusing with a 503', async () => {
    expect((await get('/healthz')).status).toBe(200);
    const ready = await get('/readyz');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ checks: { database: false } });
    await expectRefused();
    expect(sandbox.callsTo('gpt-4o-mini')).toBe(0);
  });

  it('is found within ten seconds of its coming, unaided', async () => {
    await proxy.comeBack();
    await expectReadyAgain();
  });
});

describe('a database that becomes unreachable', () => {
  it('never turns a key that may be fine into a 401, known or unknown', async () => {
    await proxy.goAway();
    await expectRefused();
    await expectRefused({ authorization: 'Bearer a3m_unknownunknownunknownunknown' });
    expect((await get('/healthz')).status).toBe(200);
    expect(await readyStatus()).toBe(503);
    await proxy.comeBack();
    await expectReadyAgain();
  });

  it.each([1, 2, 3])('loses no row under load, and writes each once (time %i)', async () => {
    const statuses: number[] = [];
    const answered: string[] = [];
    let isOver = false;
    const asking = Array.from({ length: 6 }, async (_, i) => {
      while (!isOver) {
        const response = await fetch(`${lab.server.url}/v1/chat/completions`, {
          method: 'POST',
          headers: { authorization: `Bearer ${lab.server.key}` },
          body: JSON.stringify({ model: MODEL, messages: ADVICE, stream: i % 2 === 0 }),
        });
        const text = await response.text();
        statuses.push(response.status);
        if (response.status !== 200) continue;
        // Requests admitted before the outage are not affected.
        if (i % 2 === 0) expect(text).toContain('[DONE]');
        answered.push(response.headers.get('x-request-id') ?? '');
      }
    });
    await expect.poll(() => answered.length, { timeout: 5_000 }).toBeGreaterThan(6);
    await proxy.goAway();
    await expect.poll(() => statuses, { timeout: 5_000 }).toContain(503);
    await proxy.comeBack();
    const before = answered.length;
    await expect.poll(() => answered.length, { timeout: READY_AGAIN_MS }).toBeGreaterThan(before + 6);
    isOver = true;
    await Promise.all(asking);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    for (const id of answered) {
      const { requests, attempts } = await ledgerOf(lab.server, id);
      expect(requests).toEqual([expect.objectContaining({ status: 'succeeded', attempts: 1 })]);
      expect(attempts).toHaveLength(1);
    }
  });

  it('leaves the rollups equal to the rows', async () => {
    const sums = await eventually(
      () =>
        database.query<{ rows: number; rolled: number; pending: number }>(
          `select (select count(*)::int from requests) as rows,
             (select count(*)::int from requests where status = 'pending') as pending,
             (select sum(requests)::int from rollup_requests where grain = 'quarter') as rolled`,
        ),
      ([sum]) => sum?.pending === 0,
    );
    expect(sums[0]?.pending).toBe(0);
    expect(sums[0]?.rolled).toBe(sums[0]?.rows);
  });
});
