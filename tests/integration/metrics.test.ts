import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxServer, startSandbox } from '../../lib/providers/sandbox/server';
import { startTestGateway, type TestGateway } from '../support/gateway';
import { type Labels, readMetrics, type Series, sumOf } from '../support/metrics';
import { call, eventually } from '../support/requests';

const PROMPT = 'How many herons stand in the harbour of Trondheim?';
const messages = [{ role: 'user' as const, content: PROMPT }];

let fakes: { openai: SandboxServer; groq: SandboxServer };
let gateway: TestGateway;

beforeAll(async () => {
  const pace = { slowness: 0 };
  fakes = { openai: await startSandbox(pace), groq: await startSandbox(pace) };
  gateway = await startTestGateway({
    OPENAI_API_KEY: 'k',
    OPENAI_BASE_URL: fakes.openai.baseUrls.openai,
    GROQ_API_KEY: 'k',
    GROQ_BASE_URL: fakes.groq.baseUrls.openai,
  });
});
afterAll(async () => {
  await gateway.close();
  await fakes.openai.close();
  await fakes.groq.close();
});

const textOf = async (from = gateway) => (await fetch(`${from.url}/metrics`)).text();
const scrape = async (from = gateway) => readMetrics(await textOf(from));
const chat = async (body: object, to = gateway) => {
  const response = await call(to, 'POST', '/v1/chat/completions', { messages, ...body });
  await response.text();
  return response;
};

/** The series of a name as rows, as the ledger's query would give them. */
function rowsOf(series: Series[], name: string, value = (number: number) => number): { value: number }[] {
  return series.filter((one) => one.name === name).map((one) => ({ ...one.labels, value: value(one.value) }));
}

const inOrder = <T>(rows: T[]) => [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** Requests of every fate, on both wires. */
async function everyFate(): Promise<void> {
  const fallback = (name: string) => ({ models: [`openai/${name}`, 'groq/openai/gpt-oss-20b'] });
  for (const stream of [false, true]) {
    await chat({ model: 'openai/gpt-4o-mini', stream });
    await chat({ model: 'groq/openai/gpt-oss-20b', stream });
  }
  const faults = { 'gpt-4.1-mini': 'rate-limit', 'gpt-5.4-nano': 'garbage', 'gpt-4.1': 'empty' } as const;
  for (const [name, fault] of Object.entries(faults)) {
    fakes.openai.faults.set(name, { fault });
    await chat({ router: fallback(name), stream: true });
  }
  fakes.openai.faults.set('gpt-4o', { fault: 'cut', afterPieces: 3 });
  await chat({ model: 'openai/gpt-4o', stream: true });
  await leaveMidway();
  // Last, because a refused key excludes its provider for all requests.
  fakes.openai.faults.set('gpt-5-nano', { fault: 'refuse-key' });
  await chat({ model: 'openai/gpt-5-nano' });
  await eventually(
    async () => gateway.runtime.settlements.waiting,
    (waiting) => waiting === 0,
  );
}

async function leaveMidway(): Promise<void> {
  fakes.openai.faults.set('gpt-5.4-mini', { fault: 'slow', delayMs: 20_000 });
  const abort = new AbortController();
  const request = gateway.client.chat.completions.create(
    { model: 'openai/gpt-5.4-mini', messages },
    { signal: abort.signal },
  );
  const left = request.catch(() => undefined);
  await eventually(
    async () => fakes.openai.callsTo('gpt-5.4-mini'),
    (calls) => calls > 0,
  );
  const before = await scrape();
  expect(sumOf(before, 'a3m_requests_in_flight', { source: 'api', streamed: 'false' })).toBe(1);
  abort.abort();
  await left;
  await eventually(scrape, (series) => sumOf(series, 'a3m_requests_in_flight') === 0);
}

describe('GET /metrics compared with the ledger', () => {
  let series: Series[];
  beforeAll(async () => {
    await everyFate();
    series = await scrape();
  });

  it('has the same requests, by source, status and whether they were streamed', async () => {
    const rows = await gateway.database.query(
      `select source::text, streamed::text, status::text, count(*)::int as value from requests group by 1, 2, 3`,
    );
    const statuses = new Set(rows.map((row) => (row as { status: string }).status));
    expect([...statuses].sort()).toEqual(['cancelled', 'failed', 'succeeded']);
    expect(inOrder(rowsOf(series, 'a3m_requests_total'))).toEqual(inOrder(rows));
    expect(sumOf(series, 'a3m_requests_in_flight')).toBe(0);
    const total = rows.reduce<number>((sum, row) => sum + (row as { value: number }).value, 0);
    expect(sumOf(series, 'a3m_request_duration_seconds_count')).toBe(total);
  });

  it('has the same calls, by provider, model, outcome and failure', async () => {
    const rows = await gateway.database.query<{ value: number }>(
      `select provider, model, outcome::text, coalesce(failure_kind, '') as failure, count(*)::int as value
       from attempts group by 1, 2, 3, 4`,
    );
    expect(rows.length).toBeGreaterThan(6);
    expect(inOrder(rowsOf(series, 'a3m_attempts_total'))).toEqual(inOrder(rows));
    const total = rows.reduce((sum, { value }) => sum + value, 0);
    expect(sumOf(series, 'a3m_attempt_duration_seconds_count')).toBe(total);
  });

  it('has the same money, to the nano-dollar', async () => {
    const rows = await gateway.database.query<{ value: string }>(
      `select provider, model, sum(cost_nano_usd)::text as value from attempts
       where cost_nano_usd is not null group by 1, 2`,
    );
    const inNanoUsd = rowsOf(series, 'a3m_cost_usd_total', (usd) => Math.round(usd * 1e9));
    expect(inOrder(inNanoUsd)).toEqual(inOrder(rows.map((row) => ({ ...row, value: Number(row.value) }))));
    expect(inNanoUsd.some(({ value }) => value > 0)).toBe(true);
  });

  it('has the same tokens, by class', async () => {
    const rows = await gateway.database.query(
      `select provider, model, class, sum(tokens)::int as value
       from attempts, lateral (values ('input', input_tokens), ('cached_input', cached_input_tokens),
         ('cache_write', cache_write_tokens), ('output', output_tokens), ('reasoning', reasoning_tokens)
       ) as counted (class, tokens)
       where tokens > 0 group by 1, 2, 3`,
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(inOrder(rowsOf(series, 'a3m_tokens_total'))).toEqual(inOrder(rows));
  });

  it('has the same first tokens and fallbacks', async () => {
    const [ledger] = await gateway.database.query<Record<string, number>>(
      `select (select count(*)::int from requests where ttft_ms is not null) as requests,
        (select count(*)::int from attempts where ttft_ms is not null) as attempts,
        (select count(*)::int from (
          select outcome, model, lead(model) over (partition by request_id order by number) as next from attempts
        ) as followed where outcome = 'failed' and next <> model) as fallbacks`,
    );
    expect(ledger?.fallbacks).toBe(3);
    expect({
      requests: sumOf(series, 'a3m_request_first_token_seconds_count'),
      attempts: sumOf(series, 'a3m_attempt_first_token_seconds_count'),
      fallbacks: sumOf(series, 'a3m_fallbacks_total'),
    }).toEqual(ledger);
  });

  it('contains no team, key, prompt, request or URL', async () => {
    const text = await textOf();
    const [row] = await gateway.database.query<{ id: string; key: string }>('select id, key_id as key from requests');
    const secrets = [gateway.key, gateway.teamId, row?.id ?? '', row?.key ?? '', 'herons', '127.0.0.1', '://'];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });
});

describe('GET /metrics', () => {
  it('is Prometheus’ text, with help and type for every metric, each series once', async () => {
    const response = await fetch(`${gateway.url}/metrics`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
    const keys = readMetrics(text).map(({ name, labels }) => `${name}${JSON.stringify(labels)}`);
    expect(new Set(keys).size).toBe(keys.length);
    const typed = new Set([...text.matchAll(/^# TYPE (\S+) (counter|gauge|histogram)$/gm)].map(([, name]) => name));
    const bare = readMetrics(text).map(({ name }) => name.replace(/_(bucket|sum|count)$/, ''));
    const untyped = readMetrics(text).filter(({ name }, i) => !typed.has(name) && !typed.has(bare[i]));
    expect(untyped).toEqual([]);
  });

  it('asks the database nothing, and answers while it is away', async () => {
    await eventually(
      async () => gateway.runtime.settlements.waiting,
      (waiting) => waiting === 0,
    );
    // Housekeeping reads every three seconds: of ten scrapes in a row, nearly all fall between.
    const counts: number[] = [];
    for (let i = 0; i < 10; i++) {
      gateway.proxy.takeStatements();
      await scrape();
      counts.push(gateway.proxy.takeStatements());
    }
    expect(counts.filter((count) => count === 0).length).toBeGreaterThanOrEqual(8);
    await gateway.proxy.goAway();
    expect((await chat({ model: 'groq/openai/gpt-oss-20b' })).status).toBe(503);
    expect(sumOf(await scrape(), 'a3m_requests_refused_total', { code: 'service_unavailable' })).toBe(1);
    const noticed = await eventually(scrape, (series) => sumOf(series, 'a3m_database_up') === 0, 10_000);
    expect(sumOf(noticed, 'a3m_database_up')).toBe(0);
    await gateway.proxy.comeBack();
    const back = await eventually(scrape, (series) => sumOf(series, 'a3m_database_up') === 1, 10_000);
    expect(sumOf(back, 'a3m_database_up')).toBe(1);
  });

  it('counts refusals by code, and not as requests', async () => {
    const before = await scrape();
    expect((await chat({ model: 'gpt-99' })).status).toBe(404);
    const wrong = { authorization: 'Bearer a3m_unknownunknownunknownunknown' };
    expect((await call(gateway, 'POST', '/v1/chat/completions', { messages }, wrong)).status).toBe(401);
    const after = await scrape();
    const grew = (name: string, labels: Labels = {}) => sumOf(after, name, labels) - sumOf(before, name, labels);
    expect(grew('a3m_requests_refused_total', { source: 'api', code: 'model_not_found' })).toBe(1);
    expect(grew('a3m_requests_refused_total', { source: 'api', code: 'invalid_api_key' })).toBe(1);
    expect(grew('a3m_requests_total')).toBe(0);
  });

  it('shows a breaker that opens, and the pools and caches behind it all', async () => {
    fakes.groq.faults.set('openai/gpt-oss-120b', { fault: 'outage' });
    const model = 'groq/openai/gpt-oss-120b';
    expect(sumOf(await scrape(), 'a3m_breaker_state', { provider: 'groq', model })).toBe(0);
    for (let i = 0; i < 5; i++) await chat({ model });
    const series = await scrape();
    expect(sumOf(series, 'a3m_breaker_state', { provider: 'groq', model })).toBe(3);
    expect(sumOf(series, 'a3m_key_cache_entries')).toBeGreaterThan(0);
    expect(sumOf(series, 'a3m_database_connections')).toBeGreaterThan(0);
    expect(sumOf(series, 'a3m_upstream_connections', { provider: 'groq' })).toBeGreaterThan(0);
    expect(sumOf(series, 'a3m_prepared')).toBe(1);
  });

  it('takes GET only', async () => {
    expect((await call(gateway, 'POST', '/metrics', {})).status).toBe(405);
  });

  it('demands the token once one is set, and shows another runtime nothing of ours', async () => {
    const own = await startTestGateway({ A3M_SANDBOX: 'on', A3M_METRICS_TOKEN: 'let-me-see' });
    const ask = (authorization?: string) =>
      fetch(`${own.url}/metrics`, { headers: { ...(authorization && { authorization }) } });
    for (const wrong of [undefined, 'let-me-see', 'Bearer let-me-se', 'Bearer let-me-seee', `Bearer ${own.key}`]) {
      const refused = await ask(wrong);
      expect([wrong, refused.status]).toEqual([wrong, 401]);
      expect((await refused.json()).error).toMatchObject({ code: 'invalid_api_key', param: null });
    }
    const allowed = await ask('Bearer let-me-see');
    expect(allowed.status).toBe(200);
    expect(sumOf(readMetrics(await allowed.text()), 'a3m_requests_total')).toBe(0);
    const before = sumOf(await scrape(), 'a3m_requests_total');
    await chat({}, own);
    expect(sumOf(readMetrics(await (await ask('Bearer let-me-see')).text()), 'a3m_requests_total')).toBe(1);
    expect(sumOf(await scrape(), 'a3m_requests_total')).toBe(before);
    await own.close();
  });
});
