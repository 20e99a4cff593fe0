import pg from 'pg';
import { createDatabase } from '../lib/db/client';
import { grow, prepare } from './dashboard/generate';
import { buildQueries } from './dashboard/queries';
import type { Query } from './dashboard/query';
import { findArgument } from './support/arguments';
import { freshDatabase } from './support/database';
import type { Timings } from './support/timings';

const FULL = 5_000_000;
const WARM_UP = 5;
const RUNS = 40;
const RAW_RUNS = 3;
const TARGET_P95_MS = 100;
const TARGET_GROWTH = 1.5;

interface Line {
  name: string;
  fifth: Timings;
  full: Timings;
  /** Ratio of the medians with five times the requests. */
  growth: number;
  /** The same query on the ledger at full size. */
  raw: Timings | null;
}

/**
 * Query times of the pages with a large ledger: every query, at a fifth of the requests and at all of them (1 and 5
 * million, or `--rows 200k`), over 180 days; for rollup queries also the equivalent ledger query.
 */
export async function run({ argv, databaseUrl }: { argv: string[]; databaseUrl: string }): Promise<void> {
  const rows = parseRowCount(findArgument(argv, '--rows'));
  const url = await freshDatabase(databaseUrl);
  const now = Date.now();
  await prepare(url, now);
  const rebuildSeconds: number[] = [];
  rebuildSeconds.push(await grow(url, rows / 5, now, showProgress));
  const fifth = await measureAll(url, now);
  rebuildSeconds.push(await grow(url, (rows / 5) * 4, now, showProgress));
  const full = await measureAll(url, now);
  const raw = await measureRaw(url, now);
  const lines = full.map(([name, timings], i) => {
    const before = (fifth[i] as [string, Timings])[1];
    return {
      name,
      fifth: before,
      full: timings,
      growth: round(timings.p50Ms / before.p50Ms),
      raw: raw.get(name) ?? null,
    };
  });
  report(
    { rows, rebuildSeconds: rebuildSeconds.map(round), sizes: await readTableSizes(url), lines },
    argv.includes('--json'),
  );
}

async function measureAll(url: string, now: number): Promise<[string, Timings][]> {
  const database = createDatabase(url);
  const queries = await buildQueries(database, now);
  const measured: [string, Timings][] = [];
  for (const [i, query] of queries.entries()) {
    measured.push([query.name, await measureTimings(query.run, WARM_UP, RUNS)]);
    showProgress('queries', i + 1, queries.length);
  }
  await database.$disconnect();
  return measured;
}

async function measureRaw(url: string, now: number): Promise<Map<string, Timings>> {
  const database = createDatabase(url);
  const queries = (await buildQueries(database, now)).filter(
    (query): query is Query & { raw: string } => 'raw' in query,
  );
  await database.$disconnect();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const measured = new Map<string, Timings>();
  for (const [i, { name, raw }] of queries.entries()) {
    measured.set(name, await measureTimings(() => client.query(raw), 1, RAW_RUNS));
    showProgress('queries of the ledger', i + 1, queries.length);
  }
  await client.end();
  return measured;
}

async function measureTimings(run: () => Promise<unknown>, warmUp: number, runs: number): Promise<Timings> {
  for (let i = 0; i < warmUp; i++) await run();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const startedAt = performance.now();
    await run();
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => round(times[Math.min(runs - 1, Math.floor(runs * share))] as number);
  return { p50Ms: at(0.5), p95Ms: at(0.95) };
}

async function readTableSizes(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string; size: string }>(
    `select relname as name, (select pg_size_pretty(sum(pg_total_relation_size(relid))) from pg_partition_tree(c.oid)) as size
     from pg_class c where relname in ('requests', 'attempts') or relname like 'rollup\\_%' and relkind = 'r' order by 1`,
  );
  const { rows: plain } = await client.query<{ name: string; size: string }>(
    `select relname as name, pg_size_pretty(pg_total_relation_size(oid)) || ', ' || reltuples::bigint || ' rows' as size
     from pg_class where relname like 'rollup\\_%' and relkind = 'r' order by 1`,
  );
  await client.end();
  return Object.fromEntries([...rows, ...plain].map(({ name, size }) => [name, size]));
}

interface Figures {
  rows: number;
  rebuildSeconds: number[];
  sizes: Record<string, string>;
  lines: Line[];
}

function report({ rows, rebuildSeconds, sizes, lines }: Figures, asJson: boolean): void {
  const worstP95Ms = Math.max(...lines.map(({ full }) => full.p95Ms));
  const worstGrowth = Math.max(...lines.map(({ growth }) => growth));
  const targets = { p95Ms: TARGET_P95_MS, growth: TARGET_GROWTH };
  if (asJson) {
    const queries = lines.map(({ fifth, full, ...rest }) => ({ ...rest, at: { [rows / 5]: fifth, [rows]: full } }));
    process.stdout.write(
      `${JSON.stringify({ rows, worstP95Ms, worstGrowth, targets, rebuildSeconds, sizes, queries })}\n`,
    );
    return;
  }
  const byName = lines.map(({ name, fifth, full, growth, raw }) => [
    name,
    {
      [`p50 at ${words(rows / 5)}`]: fifth.p50Ms,
      [`p95 at ${words(rows / 5)}`]: fifth.p95Ms,
      [`p50 at ${words(rows)}`]: full.p50Ms,
      [`p95 at ${words(rows)}`]: full.p95Ms,
      growth,
      'from the ledger': raw?.p50Ms ?? '',
    },
  ]);
  console.table(Object.fromEntries(byName));
  console.table(sizes);
  console.log({ worstP95Ms, worstGrowth, targets, rebuildSeconds });
}

function showProgress(what: string, done: number, of: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${what}: ${done} of ${of}   ${done === of ? '\n' : ''}`);
  else if (done === of || done % Math.ceil(of / 10) === 0) process.stderr.write(`${what}: ${done} of ${of}\n`);
}

function parseRowCount(text: string | null): number {
  if (text === null) return FULL;
  const [, digits, unit] = /^(\d+)([kKmM]?)$/.exec(text) ?? [];
  const rows = Number(digits) * ({ k: 1_000, m: 1_000_000 }[unit?.toLowerCase() ?? ''] ?? 1);
  if (!(rows >= 1_000)) throw new Error('--rows takes a number from 1000 on, such as 200k or 5M.');
  return Math.floor(rows / 5) * 5;
}

function words(rows: number): string {
  return rows >= 1_000_000 ? `${rows / 1_000_000}M` : `${rows / 1_000}k`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
