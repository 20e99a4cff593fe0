import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../cli/index';
import type { Caller } from '../../lib/caller';
import { listRequests } from '../../lib/db/ledger/requests';
import { requestsAsCsv } from '../../lib/db/ledger/requests-csv';
import { ROLLUPS } from '../../lib/db/rollup/definitions';
import { resolveWindow } from '../../lib/db/stats/window';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { writeMixedRequests } from '../support/mixed-requests';
import { call, hello } from '../support/requests';

const REQUESTS = process.env.A3M_SOAK ? 10_000 : 2_100;
const SLOW = 300_000;

interface Sums {
  requests: number;
  cost: bigint;
  savings: bigint;
  byStatus: Record<string, number>;
}

let gateway: TestGateway;
let ledger: Sums;

beforeAll(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
  gateway.runtime.sandbox?.setSlowness(0.2);
  await writeMixedRequests(gateway.database, { count: REQUESTS, seed: 11, teamId: gateway.teamId, days: 3 });
  // Another team's, which no result may contain.
  await gateway.database.query(
    "insert into teams (id, name, created_at) values ('team_x', 'Other', now() + interval '1 day')",
  );
  await writeMixedRequests(gateway.database, { count: 40, seed: 3, teamId: 'team_x', days: 3 });
  ledger = await sumsOfLedger();
}, SLOW);
afterAll(() => gateway.close());

async function sumsOfLedger(): Promise<Sums> {
  const rows = await gateway.database.query<{ status: string; requests: number; cost: string; savings: string }>(
    `select status, count(*)::int as requests, sum(billed)::text as cost,
      coalesce(sum(baseline_cost_nano_usd - billed) filter (where cost_nano_usd is not null), 0)::text as savings
     from (
       select requests.*, (select coalesce(sum(cost_nano_usd), 0) from attempts where request_id = requests.id) as billed
       from requests where team_id = $1
     ) as billed group by 1`,
    [gateway.teamId],
  );
  return {
    requests: rows.reduce((sum, row) => sum + row.requests, 0),
    cost: rows.reduce((sum, row) => sum + BigInt(row.cost), 0n),
    savings: rows.reduce((sum, row) => sum + BigInt(row.savings), 0n),
    byStatus: Object.fromEntries(rows.map(({ status, requests }) => [status, requests])),
  };
}

const stats = async (query: string) => (await call(gateway, 'GET', `/v1/stats${query}`)).json();

async function cli(args: string[]): Promise<string> {
  const written: string[] = [];
  const { DATABASE_URL } = process.env;
  process.env.DATABASE_URL = gateway.database.url;
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    expect(await main(args)).toBe(0);
  } finally {
    spy.mockRestore();
    process.env.DATABASE_URL = DATABASE_URL;
  }
  return written.join('');
}

/** Lines by the names of their columns; the fixtures hold no line end within quotes. */
function parseCsv(text: string): Record<string, string>[] {
  const [names = [], ...lines] = text.trimEnd().split('\r\n').map(cellsOf);
  return lines.map((cells) => Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ''])));
}

function cellsOf(line: string): string[] {
  const cells = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) => cell);
  // The match at the very end is of nothing.
  return cells.slice(0, -1).map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}

const nano = (usd = '') => BigInt(usd.replace('.', ''));
const sum = (rows: Record<string, string>[], column: string) =>
  rows.reduce((total, row) => total + nano(row[column]), 0n);

describe(`after ${REQUESTS} mixed requests with failures, cancels and a crash`, () => {
  it('nothing is pending, and each kind of end is there', () => {
    expect(ledger.requests).toBe(REQUESTS);
    expect(Object.keys(ledger.byStatus).sort()).toEqual(['abandoned', 'cancelled', 'failed', 'succeeded']);
    expect(ledger.cost).toBeGreaterThan(0n);
    expect(ledger.savings).not.toBe(0n);
  });

  it.each(['quarter', 'day'])('every rollup sums up to the ledger, by the %s', async (grain) => {
    for (const { table, sums } of ROLLUPS) {
      if (!('cost_nano_usd' in sums)) continue;
      const requests = 'requests' in sums ? 'sum(requests)::int' : 'null';
      const [row] = await gateway.database.query<{ cost: string; requests: number | null }>(
        `select sum(cost_nano_usd)::text as cost, ${requests} as requests from ${table} where team_id = $1 and grain = $2`,
        [gateway.teamId, grain],
      );
      expect([table, BigInt(row?.cost ?? -1)]).toEqual([table, ledger.cost]);
      if (row?.requests !== null) expect([table, row?.requests]).toEqual([table, ledger.requests]);
    }
  });

  it('/v1/stats equals the ledger’s sums for every grouping and time zone', async () => {
    const whole = await stats('');
    expect(whole).toMatchObject({ object: 'stats', requests: ledger.requests, byStatus: ledger.byStatus });
    expect(BigInt(whole.totalCostNanoUsd)).toBe(ledger.cost);
    expect(BigInt(Math.round(whole.savings * 1e9))).toBe(ledger.savings);
    const groupings = [
      'hour',
      'day',
      'week',
      'month',
      'provider',
      'model',
      'category',
      'status',
      'key',
      'user',
      'team',
    ];
    for (const by of [...groupings, 'day,model', 'category,hour'])
      for (const zone of ['UTC', 'Asia/Kathmandu']) {
        const { groups } = await stats(`?group_by=${by}&time_zone=${zone}`);
        const total = (of: (group: { totalCostNanoUsd: number; requests: number }) => number) =>
          groups.reduce((all: number, group: { totalCostNanoUsd: number; requests: number }) => all + of(group), 0);
        expect([by, zone, total((group) => group.requests)]).toEqual([by, zone, ledger.requests]);
        expect([by, zone, BigInt(total((group) => group.totalCostNanoUsd))]).toEqual([by, zone, ledger.cost]);
      }
  });

  it('a part of the window has its part of the sums: two halves make the whole', async () => {
    const middle = new Date(Date.now() - 36 * 3_600_000).toISOString();
    const { from: aligned } = await stats(`?from=${middle}`);
    const [before, after] = [await stats(`?to=${aligned}`), await stats(`?from=${aligned}`)];
    expect(before.requests + after.requests).toBe(ledger.requests);
    expect(BigInt(before.totalCostNanoUsd) + BigInt(after.totalCostNanoUsd)).toBe(ledger.cost);
    expect(before.requests).toBeGreaterThan(0);
  });

  it('the CLI reports the same, as JSON and as CSV', async () => {
    const report = JSON.parse(await cli(['cost', '--json']));
    expect(report).toMatchObject({ days: 30, requests: ledger.requests, byStatus: ledger.byStatus });
    expect(BigInt(report.totalCostNanoUsd)).toBe(ledger.cost);
    const lines = parseCsv(await cli(['cost', '--csv']));
    expect(sum(lines, 'cost_usd')).toBe(ledger.cost);
    expect(sum(lines, 'savings_usd')).toBe(ledger.savings);
    expect(lines.reduce((total, { requests }) => total + Number(requests), 0)).toBe(ledger.requests);
  });

  it('/v1/stats.csv and /v1/requests.csv add up to it, and run no formula', async () => {
    const byKey = parseCsv(await (await call(gateway, 'GET', '/v1/stats.csv?group_by=key')).text());
    expect(sum(byKey, 'cost_usd')).toBe(ledger.cost);
    expect(byKey.map(({ name }) => name).sort()).toEqual(['', "'=three", 'one', 'two']);
    const response = await call(gateway, 'GET', '/v1/requests.csv');
    expect(response.headers.get('content-type')).toContain('text/csv');
    const rows = parseCsv(await response.text());
    expect(rows).toHaveLength(ledger.requests);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(ledger.requests);
    expect(sum(rows, 'cost_usd')).toBe(ledger.cost);
    expect(rows.some(({ failure_message: message }) => message?.startsWith("'=cmd"))).toBe(true);
    expect(rows.some((row) => Object.values(row).some((cell) => /^[=+@]/.test(cell)))).toBe(false);
  });

  it('/v1/requests.csv gives all rows of a filter, a page at a time', async () => {
    const rows = parseCsv(await (await call(gateway, 'GET', '/v1/requests.csv?status=failed')).text());
    expect(rows).toHaveLength(ledger.byStatus.failed ?? -1);
    const pieces: number[] = [];
    const { database } = gateway.runtime;
    const window = await resolveWindow(database, gateway.teamId, {});
    for await (const piece of requestsAsCsv(database, gateway.teamId, window))
      pieces.push(piece.split('\r\n').length - 1);
    const pages = Array.from({ length: Math.ceil(REQUESTS / 1_000) }, (_, i) => Math.min(1_000, REQUESTS - i * 1_000));
    expect(pieces).toEqual([1, ...pages]);
  });

  it('the list of requests pages through all of them, once each, newest first', async () => {
    const { database } = gateway.runtime;
    const seen: { id: string; createdAt: Date }[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await listRequests(database, { teamId: gateway.teamId } as Caller, {
        limit: 300,
        ...(cursor && { cursor }),
      });
      seen.push(...page.requests);
      cursor = page.nextCursor;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(REQUESTS);
    expect(seen).toHaveLength(REQUESTS);
    const times = seen.map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('/v1/requests.csv stops reading when the client has left', async () => {
    const abort = new AbortController();
    let lines = 0;
    for await (const piece of requestsAsCsv(gateway.runtime.database, gateway.teamId, {}, abort.signal)) {
      lines += piece.split('\r\n').length - 1;
      if (lines > 1) abort.abort();
    }
    expect(lines).toBe(1_001);
  });

  it('a request over HTTP is in the next answer', async () => {
    await (await call(gateway, 'POST', '/v1/chat/completions', { messages: hello })).text();
    await vi.waitFor(async () => expect((await stats('')).requests).toBe(ledger.requests + 1));
  });
});

describe('the window of /v1/stats', () => {
  it('takes days as the zone’s own, the last one whole, and moments to the slot that holds them', async () => {
    expect(await stats('?from=2026-11-01&to=2026-11-02&time_zone=Asia/Kolkata')).toMatchObject({
      from: '2026-10-31T18:30:00.000Z',
      to: '2026-11-02T18:30:00.000Z',
      timeZone: 'Asia/Kolkata',
      requests: 0,
      totalCost: 0,
      latency: null,
    });
    expect(await stats('?from=2026-11-01T10:07:00%2B01:00&to=2026-11-01T12:01:00')).toMatchObject({
      from: '2026-11-01T09:00:00.000Z',
      to: '2026-11-01T12:15:00.000Z',
    });
    // Clocks go back: this day has 25 hours.
    expect(await stats('?from=2026-10-25&to=2026-10-25&time_zone=Europe/Berlin')).toMatchObject({
      from: '2026-10-24T22:00:00.000Z',
      to: '2026-10-25T23:00:00.000Z',
    });
  });

  it.each([
    ['?from=yesterday', 'from'],
    ['?to=2026-02-30', 'to'],
    ['?group_by=planet', 'group_by'],
    ['?group_by=day,hour', 'group_by'],
    ['?group_by=', 'group_by'],
    ['?time_zone=Mars/Base', 'time_zone'],
    ['?from=2026-11-02&to=2026-11-01', 'from'],
    ['?groupby=day', 'groupby'],
  ])('answers %s with a 400 that names %s', async (query, param) => {
    const response = await call(gateway, 'GET', `/v1/stats${query}`);
    expect(response.status).toBe(400);
    expect((await response.json()).error).toMatchObject({
      type: 'invalid_request_error',
      code: 'invalid_request_error',
      param,
    });
  });

  it('wants a key, and a GET', async () => {
    expect((await call(gateway, 'GET', '/v1/stats', undefined, { authorization: 'Bearer x' })).status).toBe(401);
    expect((await call(gateway, 'POST', '/v1/stats', {})).status).toBe(405);
  });
});
