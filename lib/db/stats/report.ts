import { AppError } from '../../errors';
import type { Database } from '../client';
import type { Percentiles } from '../rollup/histogram';
import type { TeamIds } from '../rollup/parts';
import { isByCall } from './dimensions';
import { latencyIn } from './latency';
import { findGroupNames } from './names';
import { type Grouping, MAX_GROUPS, type RequestSums, type SpendSums, sumRequests, sumSpend } from './sums';
import type { Window } from './window';

export interface Group extends RequestSums {
  /** Display name of a key or user. */
  label: string | null;
  /** Upstream calls, when grouped by provider or model. */
  attempts: number | null;
  failures: number | null;
}

/** A team's statistics in a window, from the rollups alone. */
export interface Report {
  window: Window;
  grouping: Grouping;
  total: RequestSums;
  spend: SpendSums;
  byProvider: SpendSums[];
  byCategory: RequestSums[];
  latency: Percentiles | null;
  ttft: Percentiles | null;
  /** Null without a grouping. */
  groups: Group[] | null;
}

/** Sums up a team's window. Throws a 400 when there are more groups than one answer can hold. */
export async function buildReport(
  database: Database,
  teamId: string,
  window: Window,
  grouping: Grouping,
): Promise<Report> {
  const isGrouped = grouping.unit !== undefined || grouping.dimension !== undefined;
  const [[total], [spend], byProvider, byCategory, { latency, ttft }, groups] = await Promise.all([
    sumRequests(database, teamId, window),
    sumSpend(database, teamId, window),
    sumSpend(database, teamId, window, { dimension: 'provider' }),
    sumRequests(database, teamId, window, { dimension: 'category' }),
    latencyIn(database, teamId, window),
    isGrouped ? listGroups(database, teamId, window, grouping) : null,
  ]);
  return {
    window,
    grouping,
    total: total ?? NO_REQUESTS,
    spend: spend ?? NO_SPEND,
    byProvider,
    byCategory,
    latency,
    ttft,
    groups,
  };
}

/** The groups of a window, by time, then name. */
export async function listGroups(
  database: Database,
  teamIds: TeamIds,
  window: Window,
  { unit, dimension, filter = {} }: Grouping,
): Promise<Group[]> {
  const byWhom = (dimension === 'provider' || dimension === 'model') && isByCall(filter, dimension) ? dimension : null;
  const [requests, spend] = await Promise.all([
    sumRequests(database, teamIds, window, { unit, dimension, filter }),
    byWhom ? sumSpend(database, teamIds, window, { unit, dimension: byWhom, filter }) : null,
  ]);
  if (requests.length > MAX_GROUPS || (spend?.length ?? 0) > MAX_GROUPS)
    throw new AppError(
      'invalid_request_error',
      `These are more than ${MAX_GROUPS} groups. Ask for fewer days, or group by a longer time.`,
      { param: 'group_by' },
    );
  const names = await findGroupNames(database, teamIds, dimension, requests);
  const groups = spend
    ? withCalls(requests, spend)
    : requests.map((sums) => ({ ...sums, attempts: null, failures: null }));
  return groups.map((group) => ({ ...group, label: (group.name && names.get(group.name)) ?? null }));
}

/**
 * By provider or model, requests count for the model that answered, calls and money for the model that was called: a
 * model that always failed over has cost and no requests.
 */
function withCalls(requests: RequestSums[], spend: SpendSums[]): Omit<Group, 'label'>[] {
  const groupKey = ({ at, name }: { at: string | null; name: string | null }) => `${at}\n${name}`;
  const answered = new Map(requests.map((sums) => [groupKey(sums), sums]));
  const called = new Map(spend.map((sums) => [groupKey(sums), sums]));
  const places = new Map([...spend, ...requests].map(({ at, name }) => [groupKey({ at, name }), { at, name }]));
  return [...places]
    .map(([place, { at, name }]) => {
      const calls = called.get(place) ?? NO_SPEND;
      const { attempts, failures, costNanoUsd } = calls;
      const tokens = {
        inputTokens: calls.inputTokens + calls.cachedInputTokens + calls.cacheWriteTokens,
        outputTokens: calls.outputTokens + calls.reasoningTokens,
      };
      return { ...(answered.get(place) ?? NO_REQUESTS), at, name, ...tokens, costNanoUsd, attempts, failures };
    })
    .sort(byTimeThenName);
}

function byTimeThenName(a: { at: string | null; name: string | null }, b: { at: string | null; name: string | null }) {
  if (a.at !== b.at) return (a.at ?? '') < (b.at ?? '') ? -1 : 1;
  if (a.name === null || b.name === null) return a.name === b.name ? 0 : a.name === null ? 1 : -1;
  return a.name < b.name ? -1 : 1;
}

const NO_REQUESTS: RequestSums = {
  at: null,
  name: null,
  requests: 0,
  succeeded: 0,
  failed: 0,
  cancelled: 0,
  abandoned: 0,
  fallbacks: 0,
  totalMs: 0,
  inputTokens: 0,
  outputTokens: 0,
  costNanoUsd: 0,
  estimated: 0,
  unpriced: 0,
  comparedRequests: 0,
  comparedCostNanoUsd: 0,
  baselineCostNanoUsd: 0,
  baselineExpectedNanoUsd: 0,
};

const NO_SPEND: SpendSums = {
  at: null,
  name: null,
  attempts: 0,
  failures: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  costNanoUsd: 0,
  estimatedAttempts: 0,
  unpricedAttempts: 0,
};
