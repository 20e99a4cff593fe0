import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserCaller } from '../../lib/caller';
import { createBudget, type NewBudget } from '../../lib/db/budgets/budgets';
import { createDatabase, type Database } from '../../lib/db/client';
import { requestsAsCsv } from '../../lib/db/ledger/requests-csv';
import { type CostRange, type CostRangeQuery, resolveCostRange } from '../../lib/db/stats/cost-range';
import { groupsAsCsv } from '../../lib/db/stats/csv';
import { canSum, type SumFilter } from '../../lib/db/stats/dimensions';
import { listGroups } from '../../lib/db/stats/report';
import type { Dimension } from '../../lib/db/stats/sums';
import { visibleTeams } from '../../lib/db/teams/team-access';
import { setTimeZone } from '../../lib/db/teams/time-zone';
import { Catalog } from '../../lib/engine/catalog/catalog';
import { bindingBudget, listVisibleBudgets } from '../../lib/services/costs/cost-budgets';
import { costForecast } from '../../lib/services/costs/cost-forecast';
import { costRows, costSeries, costTotals } from '../../lib/services/costs/cost-report';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { writeMixedRequests } from '../support/mixed-requests';

const TEAM = 'team_costs';
const REQUESTS = 900;
const DAYS = 40;
const SLOW = 300_000;
/** Whole hours, a half and three quarters off UTC. */
const ZONES = ['Europe/Berlin', 'Asia/Kolkata', 'Asia/Kathmandu'];
const RANGES: CostRangeQuery[] = [
  { name: '24h' },
  { name: '7d' },
  { name: '30d' },
  { name: '90d' },
  { name: 'month' },
  { name: 'last-month' },
];
const DIMENSIONS: Dimension[] = ['provider', 'model', 'category', 'key'];

let store: TestDatabase;
let database: Database;

beforeAll(async () => {
  store = await createTestDatabase();
  database = createDatabase(store.url);
  await store.query("insert into teams (id, name) values ($1, 'Costs'), ('team_y', 'Other')", [TEAM]);
  await writeMixedRequests(store, { count: REQUESTS, seed: 5, teamId: TEAM, days: DAYS });
  // Another team's, which no result may contain.
  await writeMixedRequests(store, { count: 40, seed: 6, teamId: 'team_y', days: 3 });
}, SLOW);
afterAll(async () => {
  await database.$disconnect();
  await store.drop();
});

interface LedgerSums {
  requests: number;
  cost: number;
}

/** What the ledger says of a window: requests and the money of all their calls, with conditions on `requests`. */
async function ledgerOf({ from, until }: { from: Date; until: Date }, condition = 'true'): Promise<LedgerSums> {
  const [row] = await store.query<{ requests: number; cost: string }>(
    `select count(*)::int as requests, coalesce(sum((
       select coalesce(sum(cost_nano_usd), 0) from attempts where request_id = requests.id
     )), 0)::text as cost
     from requests where team_id = $1 and created_at >= $2 and created_at < $3 and (${condition})`,
    [TEAM, from, until],
  );
  return { requests: row?.requests ?? -1, cost: Number(row?.cost) };
}

const rangeOf = (query: CostRangeQuery) => resolveCostRange(database, TEAM, query, Date.now());
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

describe.each(ZONES)('the page of costs in %s', (zone) => {
  beforeAll(() => setTimeZone(database, TEAM, zone), SLOW);

  it.each(RANGES)('equals the ledger’s sums: $name', async (query) => {
    const range = await rangeOf(query);
    const ledger = await ledgerOf(range.window);
    const before = await ledgerOf(range.before);
    const totals = await costTotals(database, TEAM, range.window, {});
    expect([totals.spentNanoUsd, totals.requests]).toEqual([ledger.cost, ledger.requests]);
    for (const by of DIMENSIONS) {
      const series = await costSeries(database, TEAM, { range, by, filter: {} });
      expect([by, sum(series.flatMap(({ points }) => points))]).toEqual([by, ledger.cost]);
      expect([by, sum(series.map(({ costNanoUsd }) => costNanoUsd))]).toEqual([by, ledger.cost]);
      const { rows, beforeNanoUsd } = await costRows(database, TEAM, { range, by, filter: {} });
      expect([by, beforeNanoUsd]).toEqual([by, before.cost]);
      expect([by, sum(rows.map(({ costNanoUsd }) => costNanoUsd))]).toEqual([by, ledger.cost]);
      expect([by, sum(rows.map(({ requests }) => requests))]).toEqual([by, ledger.requests]);
    }
    // The ledger has 40 days, so that only a quarter of a year has nothing before it.
    if (query.name === '7d') expect(ledger.cost).toBeGreaterThan(0);
  });

  it('each bucket is the ledger’s day of the zone', async () => {
    const range = await rangeOf({ name: '30d' });
    const series = await costSeries(database, TEAM, { range, by: 'category', filter: {} });
    for (const [i, day] of range.labels.entries()) {
      const { cost } = await ledgerOf(
        range.window,
        `to_char(created_at at time zone '${zone}', 'YYYY-MM-DD') = '${day}'`,
      );
      expect([day, sum(series.map(({ points }) => points[i] ?? 0))]).toEqual([day, cost]);
    }
  });

  it('the previous window is as long, and ends at the calendar boundary', async () => {
    const hours = ({ from, until }: { from: Date; until: Date }) => (until.getTime() - from.getTime()) / 3_600_000;
    const week = await rangeOf({ name: '7d' });
    // Clocks may change between the two.
    expect(Math.abs(hours(week.before) - hours(week.window))).toBeLessThanOrEqual(1);
    expect(week.before.until.getTime()).toBeLessThanOrEqual(
      week.window.from.getTime() + hours(week.window) * 3_600_000,
    );
    const lastMonth = await rangeOf({ name: 'last-month' });
    expect(lastMonth.before.until).toEqual(lastMonth.window.from);
    const custom = await rangeOf({ name: 'custom', from: lastMonth.labels[3] ?? '', to: lastMonth.labels[5] ?? '' });
    expect(custom.labels).toEqual(lastMonth.labels.slice(3, 6));
    expect(custom.before.until).toEqual(custom.window.from);
  });

  it('the month to date and its line are the same money', async () => {
    const range = await rangeOf({ name: 'month' });
    const runtime = { database, catalog: new Catalog([]) };
    const month = await costForecast(runtime, { teamId: TEAM }, {}, Date.now());
    const { cost } = await ledgerOf(range.window);
    expect(month.spentNanoUsd).toBe(cost);
    expect(month.soFar.at(-1)).toEqual({ day: range.today, nanoUsd: cost });
    const before = await rangeOf({ name: 'last-month' });
    expect(month.lastMonth.at(-1)?.nanoUsd).toBe((await ledgerOf(before.window)).cost);
    expect(month.forecast.isKnown && month.forecast.expectedNanoUsd).toBeGreaterThanOrEqual(cost);
    expect(month.lastMonth.map(({ day }) => day)).toEqual(before.labels);
  });
});

describe('a filter', () => {
  const FILTERS: [SumFilter, Dimension, string][] = [
    [{ category: 'code' }, 'category', "category = 'code'"],
    [{ status: 'failed' }, 'category', "status = 'failed'"],
    [{ status: 'failed' }, 'key', "status = 'failed'"],
    [{ status: 'succeeded', provider: 'acme' }, 'model', "status = 'succeeded' and provider = 'acme'"],
    [{ key: '' }, 'key', 'key_id is null'],
    [{ category: 'code', status: 'cancelled' }, 'category', "category = 'code' and status = 'cancelled'"],
  ];

  it.each(FILTERS)('%o by %s is exact', async (filter, by, condition) => {
    const range = await rangeOf({ name: '30d' });
    const ledger = await ledgerOf(range.window, condition);
    expect(ledger.requests).toBeGreaterThan(0);
    const totals = await costTotals(database, TEAM, range.window, filter);
    expect([totals.spentNanoUsd, totals.requests]).toEqual([ledger.cost, ledger.requests]);
    const series = await costSeries(database, TEAM, { range, by, filter });
    expect(sum(series.flatMap(({ points }) => points))).toBe(ledger.cost);
  });

  it('by provider shows what was paid to it, also for calls that failed over', async () => {
    const range = await rangeOf({ name: '30d' });
    const [row] = await store.query<{ cost: string }>(
      `select sum(attempts.cost_nano_usd)::text as cost from attempts join requests on requests.id = request_id
       where team_id = $1 and requests.created_at >= $2 and requests.created_at < $3 and attempts.provider = 'acme'`,
      [TEAM, range.window.from, range.window.until],
    );
    const totals = await costTotals(database, TEAM, range.window, { provider: 'acme' });
    expect(totals.spentNanoUsd).toBe(Number(row?.cost));
    const series = await costSeries(database, TEAM, { range, by: 'model', filter: { provider: 'acme' } });
    expect(sum(series.map(({ costNanoUsd }) => costNanoUsd))).toBe(Number(row?.cost));
    expect(series.map(({ name }) => name).sort()).toEqual(['acme/large', 'acme/small']);
  });

  it('that no rollup holds is refused, not guessed', async () => {
    const range = await rangeOf({ name: '30d' });
    expect(canSum({ category: 'code', key: 'k' })).toBe(false);
    await expect(costTotals(database, TEAM, range.window, { category: 'code', key: 'k' })).rejects.toThrow(
      'No rollup holds category, key together',
    );
  });
});

describe('several teams', () => {
  const TEAMS = [TEAM, 'team_y'];
  const caller = (role: UserCaller['role'], userId: string): UserCaller => ({
    kind: 'user',
    userId,
    teamId: TEAM,
    role,
    teamRole: role,
    name: '',
    email: '',
  });

  it('are separated to the nano-dollar, each team’s days in its own zone or not', async () => {
    for (const zone of ['Europe/Berlin', 'Asia/Kathmandu']) {
      await setTimeZone(database, 'team_y', zone);
      const range = await rangeOf({ name: '30d' });
      const { rows } = await costRows(database, TEAMS, { range, by: 'team', filter: {} });
      const ledger = await store.query<{ name: string; cost: string }>(
        `select team_id as name, sum((select coalesce(sum(cost_nano_usd), 0) from attempts where request_id = requests.id))::text as cost
         from requests where created_at >= $1 and created_at < $2 group by 1`,
        [range.window.from, range.window.until],
      );
      const costs = (all: { name: string | null; cost: string | number }[]) =>
        Object.fromEntries(all.map(({ name, cost }) => [name, Number(cost)]));
      const reported = rows.map(({ name, costNanoUsd }) => ({ name, cost: costNanoUsd }));
      expect(costs(reported)).toEqual(costs(ledger));
      expect(rows.map(({ label }) => label).sort()).toEqual(['Costs', 'Other']);
      const series = await costSeries(database, TEAMS, { range, by: 'team', filter: {} });
      expect(costs(series.map(({ name, costNanoUsd }) => ({ name, cost: costNanoUsd })))).toEqual(costs(ledger));
      const totals = await costTotals(database, TEAMS, range.window, {});
      expect(totals.spentNanoUsd).toBe(sum(reported.map(({ cost }) => cost)));
    }
  });

  it('are those that the caller belongs to; all for an admin of the workspace', async () => {
    await store.query("insert into users (id, email, name, password_hash) values ('usr_one', 'one@x', 'One', 'x')");
    await store.query("insert into memberships (user_id, team_id) values ('usr_one', $1)", [TEAM]);
    expect(await visibleTeams(database, caller('member', 'usr_one'))).toEqual([TEAM]);
    expect(await visibleTeams(database, caller('admin', 'usr_one'))).toEqual(TEAMS);
  });
});

describe('the exports', () => {
  const nano = (text: string) => Number(BigInt(text.replace('.', '')));

  it('have the table’s rows, and every request of the filter', async () => {
    const range = await rangeOf({ name: '30d' });
    const groups = await listGroups(database, TEAM, range.window, { dimension: 'model' });
    const lines = [...groupsAsCsv(groups, { dimension: 'model' })].map((line) => line.trimEnd().split(','));
    const cost = lines[0]?.indexOf('cost_usd') ?? -1;
    expect(sum(lines.slice(1).map((line) => nano(line[cost] ?? '')))).toBe((await ledgerOf(range.window)).cost);

    const { from, until } = range.window;
    let rows = -1;
    for await (const piece of requestsAsCsv(database, TEAM, { from, until, keyId: '', status: 'failed' }))
      rows += piece.split('\r\n').length - 1;
    expect(rows).toBe((await ledgerOf(range.window, "key_id is null and status = 'failed'")).requests);
  });
});

describe('budgets on the page', () => {
  const asMember: UserCaller = {
    kind: 'user',
    userId: 'usr_m',
    teamId: TEAM,
    role: 'member',
    teamRole: 'member',
    name: 'M',
    email: 'm',
  };
  const budget = (limitNanoUsd: number, more: Partial<NewBudget> & Pick<NewBudget, 'scope'>): NewBudget => ({
    period: 'month',
    timeZone: 'Europe/Berlin',
    limitNanoUsd,
    ladder: [],
    ...more,
  });

  it('are those that the caller may see; the lowest monthly one of the team binds', async () => {
    const team = await createBudget(database, budget(9e12, { scope: 'team', teamId: TEAM }));
    const lower = await createBudget(database, budget(8e12, { scope: 'team', teamId: TEAM }));
    const daily = await createBudget(database, budget(1e9, { scope: 'team', teamId: TEAM, period: 'day' }));
    const whole = await createBudget(database, budget(5e12, { scope: 'workspace' }));
    const foreign = await createBudget(database, budget(1e12, { scope: 'team', teamId: 'team_y' }));
    const ids = async (caller: UserCaller) => (await listVisibleBudgets(database, caller)).map(({ id }) => id);
    expect((await ids(asMember)).sort()).toEqual([team, lower, daily].sort());
    expect((await ids({ ...asMember, role: 'admin' })).sort()).toEqual([team, lower, daily, whole].sort());
    expect(await ids({ ...asMember, role: 'owner' })).not.toContain(foreign);
    expect(bindingBudget(await listVisibleBudgets(database, asMember), 'Europe/Berlin')?.id).toBe(lower);
    expect(bindingBudget(await listVisibleBudgets(database, asMember), 'Asia/Kolkata')).toBeNull();
  });
});

/** Each label is a day, an hour or a Monday of the window, once. */
describe('the buckets', () => {
  it('of a long custom range are weeks', async () => {
    await setTimeZone(database, TEAM, 'Europe/Berlin');
    const today = (await rangeOf({ name: '7d' })).today;
    const from = new Date(Date.parse(today) - 200 * 86_400_000).toISOString().slice(0, 10);
    const range: CostRange = await rangeOf({ name: 'custom', from, to: today });
    expect(range.unit).toBe('week');
    const series = await costSeries(database, TEAM, { range, by: 'key', filter: {} });
    expect(sum(series.flatMap(({ points }) => points))).toBe((await ledgerOf(range.window)).cost);
  });
});
