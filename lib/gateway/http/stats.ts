import type { Caller } from '../../caller';
import { requestsAsCsv } from '../../db/ledger/requests-csv';
import type { Percentiles } from '../../db/rollup/histogram';
import { groupsAsCsv } from '../../db/stats/csv';
import { buildReport, type Group, listGroups, type Report } from '../../db/stats/report';
import { toSavings } from '../../db/stats/savings';
import type { Grouping, RequestSums } from '../../db/stats/sums';
import { resolveWindow, type Window, type WindowQuery } from '../../db/stats/window';
import { AppError } from '../../errors';
import type { Runtime } from '../../runtime/runtime';
import { authenticate, databaseAway } from './authenticate';
import { type GatewayRequest, type GatewayResponse, json } from './http';
import { parseRequestsQuery, parseStatsQuery } from './parse-stats';

/** `GET /v1/stats`: the team's requests and spend in a window, from the rollups only. */
export async function getStats(
  runtime: Pick<Runtime, 'database' | 'keys'>,
  http: GatewayRequest,
): Promise<GatewayResponse> {
  const { teamId } = await authenticate(runtime, http.headers.authorization);
  const { window: asked, grouping } = parseStatsQuery(http.query);
  const window = await windowFor(runtime, teamId, asked);
  const report = await buildReport(runtime.database, teamId, window, grouping).catch(rethrow);
  return json(200, toApiStats(report));
}

/** `GET /v1/stats.csv`: the groups of `/v1/stats` as rows; by day unless specified. */
export async function getStatsCsv(
  runtime: Pick<Runtime, 'database' | 'keys'>,
  http: GatewayRequest,
): Promise<GatewayResponse> {
  const { teamId } = await authenticate(runtime, http.headers.authorization);
  const { window: asked, grouping } = parseStatsQuery(http.query);
  const by: Grouping = grouping.unit || grouping.dimension ? grouping : { unit: 'day' };
  const window = await windowFor(runtime, teamId, asked);
  const groups = await listGroups(runtime.database, teamId, window, by).catch(rethrow);
  return csv('stats.csv', [...groupsAsCsv(groups, by)].join(''));
}

/** `GET /v1/requests.csv`: every request that matches the filter, streamed from the ledger. */
export async function getRequestsCsv(
  runtime: Pick<Runtime, 'database' | 'keys'>,
  http: GatewayRequest,
): Promise<GatewayResponse> {
  const { teamId } = await authenticate(runtime, http.headers.authorization);
  const { window: asked, filter } = parseRequestsQuery(http.query);
  const { from, until } = await windowFor(runtime, teamId, asked);
  const lines = requestsAsCsv(runtime.database, teamId, { ...filter, from, until }, http.signal);
  return csv('requests.csv', lines);
}

async function windowFor(
  runtime: Pick<Runtime, 'database'>,
  teamId: Caller['teamId'],
  asked: WindowQuery,
): Promise<Window> {
  const window = await resolveWindow(runtime.database, teamId, asked).catch(rethrow);
  if (window.from >= window.until)
    throw new AppError('invalid_request_error', 'from: is not before to.', { param: 'from' });
  return window;
}

function csv(name: string, body: GatewayResponse['body']): GatewayResponse {
  const disposition = `attachment; filename="a3m-${name}"`;
  return {
    status: 200,
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': disposition },
    body,
  };
}

/** Dollars are doubles, which round very large sums; the total is therefore also given as an integer. */
export function toApiStats(report: Report) {
  const { window, grouping, total, spend, byProvider, byCategory, groups } = report;
  return {
    object: 'stats',
    from: window.from.toISOString(),
    to: window.until.toISOString(),
    timeZone: window.timeZone,
    ...toApiSums(total),
    costByProvider: Object.fromEntries(byProvider.map(({ name, costNanoUsd }) => [name, costNanoUsd / 1e9])),
    costByCategory: Object.fromEntries(byCategory.map(({ name, costNanoUsd }) => [name, costNanoUsd / 1e9])),
    attempts: spend.attempts,
    failedAttempts: spend.failures,
    unpricedAttempts: spend.unpricedAttempts,
    estimatedAttempts: spend.estimatedAttempts,
    tokens: {
      input: spend.inputTokens,
      cachedInput: spend.cachedInputTokens,
      cacheWrite: spend.cacheWriteTokens,
      output: spend.outputTokens,
      reasoning: spend.reasoningTokens,
    },
    latency: toApiPercentiles(report.latency),
    ttft: toApiPercentiles(report.ttft),
    ...(groups && {
      groupBy: [grouping.unit, grouping.dimension].filter(Boolean),
      groups: groups.map(toGroup(grouping)),
    }),
  };
}

function toApiSums(sums: RequestSums) {
  const { requests, succeeded, failed, cancelled, abandoned } = sums;
  const { savedNanoUsd, bandNanoUsd } = toSavings(sums);
  return {
    totalCost: sums.costNanoUsd / 1e9,
    totalCostNanoUsd: sums.costNanoUsd,
    requests,
    byStatus: { succeeded, failed, cancelled, abandoned },
    savings: savedNanoUsd / 1e9,
    savingsBand: bandNanoUsd / 1e9,
    comparedRequests: sums.comparedRequests,
    avgLatency: requests === 0 ? 0 : sums.totalMs / requests,
    fallbacks: sums.fallbacks,
    estimated: sums.estimated,
    unpriced: sums.unpriced,
  };
}

function toGroup({ unit, dimension }: Grouping) {
  return (group: Group) => ({
    ...(unit && { [unit]: group.at }),
    ...(dimension && { [dimension]: group.name }),
    ...(group.label !== null && { name: group.label }),
    ...toApiSums(group),
    tokens: { input: group.inputTokens, output: group.outputTokens },
    ...(group.attempts !== null && { attempts: group.attempts, failedAttempts: group.failures }),
  });
}

function toApiPercentiles(percentiles: Percentiles | null) {
  return percentiles && { p50: Math.round(percentiles.p50Ms), p95: Math.round(percentiles.p95Ms) };
}

function rethrow(error: unknown): never {
  throw error instanceof AppError ? error : databaseAway(error);
}
