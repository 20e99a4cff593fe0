import type { Caller } from '../../caller';
import type { Database } from '../client';
import { type Savings, toSavings } from './savings';
import { sumRequests, sumSpend } from './sums';
import type { Window } from './window';

/** What a window sums up to. Every figure comes from the rollups. */
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
    savings: toSavings(sums),
  };
}
