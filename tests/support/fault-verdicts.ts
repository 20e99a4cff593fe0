import { describe, expect, it } from 'vitest';
import { type Seen, UPSTREAM_KEY } from './fault-lab';
import type { Case, FaultRow, Play } from './fault-rows';

/** The tests of a row: the required outcome of each of its requests. */
export function describeRow(row: FaultRow, played: () => Promise<Play>): void {
  const { second = 'steps in', commits = false } = row;
  describe(row.name, () => {
    it('JSON, alone: returned with its status and code', async () => {
      expectReported((await played()).json, row);
    });

    it(`JSON, a healthy second ${second}`, async () => {
      const { jsonSecond } = await played();
      if (second === 'steps in') expectAnsweredBySecond(jsonSecond, row);
      else expectNotAsked(jsonSecond, row);
    });

    it(
      commits ? 'SSE: an error event, no [DONE], and what was generated is charged' : 'SSE, alone: returned like JSON',
      async () => {
        const { sse } = await played();
        if (commits) expectTruth(sse, row);
        else expectReported(sse, row);
      },
    );

    it(commits ? 'SSE: no second after the first content' : `SSE, a healthy second ${second}`, async () => {
      const { sseSecond } = await played();
      if (commits) expectTruth(sseSecond, row);
      else if (second === 'steps in') expectAnsweredBySecond(sseSecond, row, true);
      else expectNotAsked(sseSecond, row);
    });

    if (commits) {
      it('makes the official client throw', async () => {
        expect((await played()).client).toBe('threw');
      });
    }

    it(BREAKER_WORDS[row.breaker], async () => expectBreaker(await played(), row));
  });
}

/** No model could answer: the status, the code, four keys, nothing secret; one row at no cost, and its calls. */
export function expectReported(seen: Case, row: FaultRow): void {
  const { calls = 1 } = row;
  expectRefusal(seen, row);
  if (row.fault) expect(seen.badCalls).toBe(calls);
  expectFailedRow(seen, row, calls);
}

function expectRefusal(seen: Seen, { status, code, retryAfter }: FaultRow): void {
  expect([status].flat()).toContain(seen.status);
  expectErrorObject(seen);
  expect(String(seen.error?.code)).toMatch(code);
  if (retryAfter) expectRetryAfter(seen, retryAfter);
}

function expectFailedRow({ requests, attempts }: Seen, { kind }: FaultRow, calls: number): void {
  const failed = { status: 'failed', failureKind: expect.stringMatching(kind), cost: 0, attempts: calls };
  expect(requests).toEqual([expect.objectContaining(failed)]);
  const attempt = { outcome: 'failed', failureKind: expect.stringMatching(kind), cost: 0 };
  expect(attempts).toEqual(Array.from({ length: calls }, () => expect.objectContaining(attempt)));
  // No vendor reported usage, so nothing may be called measured.
  for (const { usageState } of attempts) expect(['unknown', 'estimated']).toContain(usageState);
}

/** The second's answer, complete and valid, and nothing of the first's. */
export function expectAnsweredBySecond(seen: Case, row: FaultRow, isStream = false): void {
  expect(seen.status).toBe(200);
  expectRequestId(seen);
  expectClean(seen);
  expect(seen.error).toBeNull();
  expect(seen.content).toContain('Sandbox answer, made up by own-');
  expect(seen.finish).toBe('stop');
  expect(seen.isDone).toBe(isStream);
  if (!isStream) expect(seen.usage?.completion_tokens).toBeGreaterThan(0);
  expect(seen.headers.get('x-a3m-provider')).toBe('ollama');
  expect(seen.headers.get('x-a3m-attempts')).toBe('2');
  if (row.fault) expect([seen.badCalls, seen.goodCalls]).toEqual([1, 1]);
  expect(seen.requests).toEqual([expect.objectContaining({ status: 'succeeded', failureKind: null, attempts: 2 })]);
  expect(seen.attempts).toEqual([
    expect.objectContaining({ outcome: 'failed', failureKind: expect.stringMatching(row.kind), cost: 0 }),
    expect.objectContaining({ outcome: 'succeeded', failureKind: null, usageState: 'measured' }),
  ]);
}

/** The caller's own error goes back to the caller, even with other models available. */
function expectNotAsked(seen: Case, row: FaultRow): void {
  expectRefusal(seen, row);
  expect(seen.goodCalls).toBe(0);
  expect(seen.badCalls).toBeGreaterThan(0);
  expect(seen.badCalls).toBeLessThanOrEqual(row.calls ?? 1);
  expectFailedRow(seen, row, seen.badCalls);
}

/** After the first content: the content so far, then the error, and no end marker; what arrived is billed. */
export function expectTruth(seen: Case, row: FaultRow): void {
  expect(seen.status).toBe(200);
  expectRequestId(seen);
  expect(seen.content.length).toBeGreaterThan(0);
  expectErrorObject(seen);
  expect(seen.isDone).toBe(false);
  expect([seen.badCalls, seen.goodCalls]).toEqual([1, 0]);
  const kind = expect.stringMatching(row.kind);
  expect(seen.requests).toEqual([
    { status: 'failed', failureKind: kind, cost: expect.any(Number), costState: 'estimated', attempts: 1 },
  ]);
  expect(seen.requests[0]?.cost).toBeGreaterThan(0);
  expect(seen.attempts).toEqual([
    expect.objectContaining({ outcome: 'failed', failureKind: kind, usageState: 'estimated' }),
  ]);
  expect(seen.attempts[0]?.input).toBeGreaterThan(0);
  expect(seen.attempts[0]?.output).toBeGreaterThan(0);
}

const BREAKER_WORDS: Record<FaultRow['breaker'], string> = {
  failure: 'opens the breaker after five requests, each counted once: the next one is refused without a call',
  throttle: 'cools the model down: the next request is refused without a call',
  model: 'takes the model out at once, and no other model of its provider',
  none: 'never opens the breaker: the model is called again after five',
};

function expectBreaker({ next, neighbour }: Play, row: FaultRow): void {
  if (row.breaker === 'none') {
    expect(next.badCalls).toBeGreaterThan(0);
    expect([row.status].flat()).toContain(next.status);
    return;
  }
  expect(next.badCalls).toBe(0);
  expect(row.breaker === 'throttle' ? [429, 503] : [503]).toContain(next.status);
  expectErrorObject(next);
  expect(String(next.error?.code)).toMatch(/^(no_provider_available|service_unavailable|rate_limit_exceeded)$/);
  expectRetryAfter(next, row.breaker === 'throttle' ? [1, row.retryAfter?.[1] ?? 300] : [1, 300]);
  expect(next.attempts).toEqual([]);
  expect(next.requests).toEqual([expect.objectContaining({ status: 'failed', cost: 0, attempts: 0 })]);
  if (neighbour) expect([neighbour.status, neighbour.goodCalls]).toEqual([200, 1]);
}

/** OpenAI's error object with all four keys, under an id, and without a secret. */
export function expectErrorObject(seen: Seen): void {
  expectRequestId(seen);
  expectClean(seen);
  expect(Object.keys(seen.error ?? {}).sort()).toEqual(['code', 'message', 'param', 'type']);
  expect(seen.error).toMatchObject({ message: expect.stringMatching(/\w/), type: expect.stringMatching(/\w/) });
}

export function expectRetryAfter({ headers }: Seen, [least, most]: [number, number]): void {
  expect(headers.get('retry-after')).toMatch(/^\d+$/);
  expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(least);
  expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(most);
}

function expectRequestId({ headers }: Seen): void {
  expect(headers.get('x-request-id')).toMatch(/^req_/);
}

/** No key, URL or stack. */
export function expectClean({ text }: Seen): void {
  expect(text).not.toContain(UPSTREAM_KEY);
  expect(text).not.toMatch(/sk-|a3m_[0-9A-Za-z]{20}|[a-z]+:\/\/|127\.0\.0\.1|localhost|\n\s+at |\.[mc]?[jt]s:\d+/i);
}
