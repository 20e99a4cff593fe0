import type { Caller } from '../../caller';
import type { Stats } from '../../engine/store';
import type { Database } from '../client';
import { type Savings, savingsOf } from './savings';
import { type RequestSums, sumRequests, sumSpend } from './sums';
import type { Window } from './window';

const A_DAY_MS = 24 * 3_600_000;

/** The totals of a window. Every figure comes from the rollups. */
export interface Totals {
  costNanoUsd: number;
  requests: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  fallbacks: number;
  savings: Savings;
  unpricedAttempts: number;
}

/** Totals of the caller's team in a window. */
export async function totalsIn(database: Database, { teamId }: Caller, window: Window): Promise<Totals> {
  const [[sums], [spend]] = await Promise.all([
    sumRequests(database, teamId, window),
    sumSpend(database, teamId, window),
  ]);
  return {
    costNanoUsd: spend?.costNanoUsd ?? 0,
    unpricedAttempts: spend?.unpricedAttempts ?? 0,
    requests: sums?.requests ?? 0,
    succeeded: sums?.succeeded ?? 0,
    failed: (sums?.failed ?? 0) + (sums?.abandoned ?? 0),
    cancelled: sums?.cancelled ?? 0,
    fallbacks: sums?.fallbacks ?? 0,
    savings: savingsOf(sums),
  };
}

/** The statistics that `stats()` promises, for the caller's team over all time. */
export async function statsOf(database: Database, { teamId }: Caller): Promise<Stats> {
  const always = { from: new Date(0), until: new Date(Date.now() + A_DAY_MS), timeZone: 'UTC' };
  const [providers, categories] = await Promise.all([
    sumSpend(database, teamId, always, { dimension: 'provider' }),
    sumRequests(database, teamId, always, { dimension: 'category' }),
  ]);
  const sum = (pick: (sums: RequestSums) => number) => categories.reduce((total, sums) => total + pick(sums), 0);
  const requests = sum((sums) => sums.requests);
  const toUsd = (rows: { name: string | null; costNanoUsd: number }[]) =>
    Object.fromEntries(rows.map(({ name, costNanoUsd }) => [name, costNanoUsd / 1e9]));
  return {
    totalCost: providers.reduce((total, { costNanoUsd }) => total + costNanoUsd, 0) / 1e9,
    requests,
    costByProvider: toUsd(providers),
    costByCategory: toUsd(categories),
    savings: sum((sums) => savingsOf(sums).savedNanoUsd) / 1e9,
    avgLatency: requests === 0 ? 0 : sum((sums) => sums.totalMs) / requests,
  };
}
