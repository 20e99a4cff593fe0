import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FaultLab, nameOf, spoil, startFaultLab } from '../../support/fault-lab';
import { type FaultRow, type Played, playRows } from '../../support/fault-rows';
import { describeRow } from '../../support/fault-verdicts';

const SOON_MS = 600;

/** The core of the contract on the wires that are not OpenAI's. Each row has one model of the vendor. */
const CORE: Omit<FaultRow, 'model'>[] = [
  {
    name: 'an error of the server',
    fault: { fault: 'error' },
    ...{ status: 502, code: /^upstream_error$/, kind: /^server$/, calls: 2, breaker: 'failure' },
  },
  {
    name: 'overload',
    fault: { fault: 'outage' },
    ...{ status: 503, code: /^(service_unavailable|no_provider_available)$/, kind: /^overloaded$/, breaker: 'failure' },
    retryAfter: [1, 300],
  },
  {
    name: 'headers that never come',
    fault: { fault: 'hang' },
    ...{ status: 504, code: /^timeout$/, kind: /^timeout$/, breaker: 'failure' },
    router: { deadlines: { headers_ms: SOON_MS, answer_ms: SOON_MS } },
  },
  {
    name: 'a prompt that is too long',
    fault: { fault: 'error', reason: 'context-length' },
    ...{ status: 400, code: /^context_length_exceeded$/, kind: /^context-length$/, breaker: 'none' },
    second: 'is not asked',
  },
  {
    name: 'nothing at all',
    fault: { fault: 'empty' },
    ...{ status: 502, code: /^upstream_error$/, kind: /^empty$/, breaker: 'failure' },
  },
  {
    name: 'a reset in the middle',
    fault: { fault: 'cut' },
    ...{ status: 502, code: /^upstream_error$/, kind: /^(stream-broken|malformed)$/, breaker: 'failure' },
    commits: true,
  },
  {
    name: 'an end in the middle',
    fault: { fault: 'early-end' },
    ...{ status: 502, code: /^upstream_error$/, kind: /^(stream-broken|malformed)$/, breaker: 'failure' },
    commits: true,
  },
];

const MODELS: Record<string, string[]> = {
  anthropic: [
    ...['claude-opus-5-5', 'claude-sonnet-5-5', 'claude-haiku-5-5', 'claude-opus-5'],
    ...['claude-sonnet-5', 'claude-haiku-4-5', 'claude-opus-4-6'],
  ],
  google: [
    ...['gemini-4-argon', 'gemini-3.8-flash', 'gemini-3.7-flash', 'gemini-3.6-flash'],
    ...['gemini-3.5-flash-lite', 'gemini-3.5-flash', 'gemini-3.1-flash-lite'],
  ],
};

const rowsOf = (provider: string): FaultRow[] =>
  CORE.map((row, i) => ({ ...row, name: `${provider}: ${row.name}`, model: `${provider}/${MODELS[provider]?.[i]}` }));
const rows = [...rowsOf('anthropic'), ...rowsOf('google')];

let lab: FaultLab;
let played: Played;
beforeAll(async () => {
  lab = await startFaultLab();
  played = playRows(lab, rows);
});
afterAll(() => lab.close());

describe('on a wire of its own', () => {
  for (const row of rows) describeRow(row, () => played(row));
});

/** Models that the rows above leave alone. */
const FREE = { anthropic: 'anthropic/claude-opus-4-8', google: 'google/gemini-3.1-pro-preview' };
const SPARE = { anthropic: 'anthropic/claude-sonnet-4-6', google: 'google/gemini-2.5-flash-lite' };

describe.each(['anthropic', 'google'] as const)('%s', (provider) => {
  afterEach(() => lab.sandbox.faults.clear(nameOf(SPARE[provider])));

  it.each([
    ['before', 0],
    ['after', 4],
  ])('tells an error inside the stream that comes %s the first content', async (when, afterPieces) => {
    spoil(lab, SPARE[provider], { fault: 'stream-error', afterPieces });
    const seen = await lab.ask({ model: SPARE[provider], stream: true });
    expect(seen.isDone).toBe(false);
    expect(Object.keys(seen.error ?? {}).sort()).toEqual(['code', 'message', 'param', 'type']);
    if (when === 'after') expect(seen).toMatchObject({ status: 200, requests: [{ costState: 'estimated' }] });
    else expect([502, 503]).toContain(seen.status);
    expect(seen.content.length > 0).toBe(when === 'after');
    expect(seen.requests).toEqual([expect.objectContaining({ status: 'failed' })]);
  });

  it.each(['filtered', 'refusal'] as const)('takes a %s answer for a success', async (fault) => {
    spoil(lab, SPARE[provider], { fault });
    for (const stream of [false, true]) {
      const seen = await lab.ask({ model: SPARE[provider], stream });
      expect(seen).toMatchObject({ status: 200, error: null, finish: 'content_filter', isDone: stream });
      expect(seen.requests).toEqual([expect.objectContaining({ status: 'succeeded', attempts: 1 })]);
      expect(seen.requests[0]?.cost).toBeGreaterThan(0);
    }
  });

  it.each(['no-usage', 'wrong-usage'] as const)('estimates under %s', async (fault) => {
    spoil(lab, SPARE[provider], { fault });
    for (const stream of [false, true]) {
      const seen = await lab.ask({ model: SPARE[provider], stream });
      expect(seen).toMatchObject({ status: 200, error: null, finish: 'stop' });
      expect(seen.attempts).toEqual([expect.objectContaining({ outcome: 'succeeded', usageState: 'estimated' })]);
      expect(seen.requests[0]?.cost).toBeLessThan(1e9);
    }
  });

  // The last one: where it fails, it takes the credential with it.
  it('reports a rate limit with the vendor’s retry time', async () => {
    spoil(lab, FREE[provider], { fault: 'rate-limit', retryAfter: 17 });
    const seen = await lab.ask({ model: FREE[provider] });
    expect(seen).toMatchObject({ status: 429, error: { code: 'rate_limit_exceeded' } });
    expect(seen.headers.get('retry-after')).toBe('17');
    expect(seen.requests).toEqual([expect.objectContaining({ status: 'failed', failureKind: 'rate-limit', cost: 0 })]);
    // Only this model cools down: the credential is fine.
    expect((await lab.ask({ model: SPARE[provider] })).status).toBe(200);
    expect(lab.sandbox.callsTo(nameOf(FREE[provider]))).toBe(1);
  });
});
