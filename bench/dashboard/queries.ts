import type { Caller, UserCaller } from '../../lib/caller';
import { listConversations } from '../../lib/db/chat/conversation-list';
import type { Database } from '../../lib/db/client';
import { latestDecisions, latestFeedback } from '../../lib/db/learning/feedback-history';
import { findRequest, listRequests } from '../../lib/db/ledger/requests';
import { requestsAsCsv } from '../../lib/db/ledger/requests-csv';
import { latencyIn } from '../../lib/db/stats/latency';
import { type Range, resolveRange, windowBefore } from '../../lib/db/stats/range';
import { buildReport, listGroups } from '../../lib/db/stats/report';
import { totalsIn } from '../../lib/db/stats/rollups';
import { type Grouping, sumSpend } from '../../lib/db/stats/sums';
import type { Window } from '../../lib/db/stats/window';
import { RANGES } from '../../lib/time-range';
import { costQueries } from './cost-queries';
import { PERSON, TEAM, TIME_ZONE } from './generate';
import type { Query } from './query';

/** All queries of the pages for the measured team, of `/v1/stats` and of the exports. */
export async function buildQueries(database: Database, now: number): Promise<Query[]> {
  const limits = { role: 'member' as const, teamRole: 'member' as const, name: 'P', email: 'p@example.org' };
  const caller: UserCaller = { kind: 'user', userId: PERSON, teamId: TEAM, ...limits };
  const ranges = await Promise.all(RANGES.map((name) => resolveRange(database, TEAM, name, now)));
  const before = await Promise.all(ranges.map((range) => windowBefore(database, TEAM, range)));
  const middle = await requestBefore(database, now - 90 * 24 * 3_600_000);
  const list = (name: string, filter: Omit<Parameters<typeof listRequests>[2], 'limit'>): Query => ({
    name: `requests: ${name}`,
    run: () => listRequests(database, caller, { limit: 50, ...filter }),
  });
  return [
    ...ranges.flatMap((range, i) => overview(database, caller, range, before[i] as Window)),
    list('first page', {}),
    list('next page, in the middle', { cursor: middle }),
    list('failed', { status: 'failed' }),
    list('abandoned', { status: 'abandoned' }),
    list('multilingual', { category: 'multilingual' }),
    list('one provider', { provider: 'xai' }),
    list('a provider never used', { provider: 'cerebras' }),
    list('abandoned at one provider', { status: 'abandoned', provider: 'xai' }),
    list('failed of one kind, in the middle', { status: 'failed', category: 'multilingual', cursor: middle }),
    { name: 'one request', run: () => findRequest(database, caller, middle) },
    { name: 'routing: latest feedback', run: () => latestFeedback(database, caller, 20) },
    { name: 'routing: latest decisions', run: () => latestDecisions(database, caller, 200) },
    { name: 'playground: conversations', run: () => listConversations(database, caller) },
    ...([30, 90] as const).map((days) => ({
      name: `stats: ${days} days`,
      run: () => buildReport(database, TEAM, windowForDays(days, now), {}),
    })),
    ...groupings(database, now),
    ...(await costQueries(database, now)),
    { name: 'csv: first thousand requests', run: () => firstPieces(requestsAsCsv(database, TEAM, {}), 2) },
  ];
}

function overview(database: Database, caller: Caller, range: Range, before: Window): Query[] {
  const { name, unit, window } = range;
  const during = `team_id = '${TEAM}' and created_at >= '${window.from.toISOString()}' and created_at < '${window.until.toISOString()}'`;
  return [
    {
      name: `overview ${name}: totals`,
      run: () => totalsIn(database, caller, window),
      raw: `select status, count(*), sum(cost_nano_usd), sum(baseline_cost_nano_usd), count(*) filter (where attempt_count > 1)
        from requests where ${during} group by 1`,
    },
    { name: `overview ${name}: totals before`, run: () => totalsIn(database, caller, before) },
    {
      name: `overview ${name}: spend`,
      run: () => sumSpend(database, TEAM, window, { unit, dimension: 'provider' }),
      raw: `select date_trunc('${unit}', requests.created_at, '${window.timeZone}'), attempts.provider, sum(attempts.cost_nano_usd)
        from requests join attempts on request_id = requests.id where ${during} group by 1, 2`,
    },
    {
      name: `overview ${name}: first token`,
      run: () => latencyIn(database, TEAM, window),
      raw: `select percentile_cont(array[.5, .95]) within group (order by ttft_ms) from requests where ${during}`,
    },
  ];
}

function groupings(database: Database, now: number): Query[] {
  const asked: [string, number, Grouping][] = [
    ['day and provider', 90, { unit: 'day', dimension: 'provider' }],
    ['day and model', 90, { unit: 'day', dimension: 'model' }],
    ['day and category', 90, { unit: 'day', dimension: 'category' }],
    ['hour', 30, { unit: 'hour' }],
    ['key', 30, { dimension: 'key' }],
    ['key', 90, { dimension: 'key' }],
    ['person', 90, { dimension: 'user' }],
    ['status', 90, { dimension: 'status' }],
  ];
  return asked.map(([name, days, grouping]) => {
    const window = windowForDays(days, now);
    const during = `team_id = '${TEAM}' and created_at >= '${window.from.toISOString()}'`;
    return {
      name: `groups: by ${name}, ${days} days`,
      run: () => listGroups(database, TEAM, window, grouping),
      ...(name === 'key' && {
        raw: `select key_id, count(*), sum(cost_nano_usd) from requests where ${during} group by 1`,
      }),
    };
  });
}

function windowForDays(days: number, now: number): Window {
  const until = new Date(now);
  return { from: new Date(now - days * 24 * 3_600_000), until, timeZone: TIME_ZONE };
}

async function requestBefore(database: Database, moment: number): Promise<string> {
  const row = await database.request.findFirstOrThrow({
    where: { teamId: TEAM, createdAt: { lt: new Date(moment) } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true },
  });
  return row.id;
}

async function firstPieces(pieces: AsyncIterable<string>, count: number): Promise<void> {
  let seen = 0;
  for await (const _ of pieces) if (++seen === count) return;
}
