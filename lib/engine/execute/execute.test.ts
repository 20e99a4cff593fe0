import { describe, expect, it, vi } from 'vitest';
import { steppedClock } from '../../../tests/support/clock';
import { readExecution, runWhatCan, startExecution } from '../../../tests/support/execution';
import { breaksAfter, chunk, fails, hangs, type Script, says, testModel } from '../../../tests/support/fakes/providers';
import { Breaker } from '../resilience/breaker';
import { RetryBudget } from '../resilience/retry-budget';
import type { RouteEvent } from '../types';
import { createFailure, UpstreamError } from './failure';

describe('execute', () => {
  it('streams the first candidate’s answer and prices it from the vendor’s own usage', async () => {
    const { text, outcome } = await readExecution(startExecution({ scripts: { a: says('Hel', 'lo') } }).events);
    expect(text).toBe('Hello');
    expect(outcome).toMatchObject({
      status: 'succeeded',
      costNanoUsd: 10 * 1_000 + 5 * 2_000,
      costState: 'measured',
      failure: null,
    });
    expect(outcome.attempts).toHaveLength(1);
  });

  it('falls back before the first content without the caller noticing', async () => {
    const { events, text, outcome } = await readExecution(
      startExecution({ scripts: { a: fails(), b: says('Hi') } }).events,
    );
    expect(text).toBe('Hi');
    expect(events.filter((event) => event.type === 'chunk' && event.chunk.choices[0]?.delta.role)).toHaveLength(1);
    expect(outcome).toMatchObject({ status: 'succeeded', answeredBy: { provider: 'b' } });
    expect(outcome.attempts.map((attempt) => attempt.outcome)).toEqual(['failed', 'succeeded']);
    expect(outcome.attempts[0]?.costNanoUsd).toBe(0);
  });

  it('holds back a role-only chunk of a candidate that then fails', async () => {
    const onlyRole: Script = async function* () {
      yield chunk({ role: 'assistant', content: '' });
      yield* fails()({} as never, new AbortController().signal);
    };
    const { events, text } = await readExecution(startExecution({ scripts: { a: onlyRole, b: says('Hi') } }).events);
    expect(text).toBe('Hi');
    expect(events.filter((event) => event.type === 'chunk' && event.chunk.choices[0]?.delta.role)).toHaveLength(1);
  });

  it('tells the truth after the first content: no fallback, a failure, and what was received is paid for', async () => {
    const { providers, events } = startExecution({ scripts: { a: breaksAfter('Hel'), b: says('Hi') } });
    const { text, outcome } = await readExecution(events);
    expect(text).toBe('Hel');
    expect(providers.get('b')?.asked).toEqual([]);
    expect(outcome).toMatchObject({
      status: 'failed',
      failure: { kind: 'stream-broken' },
      costState: 'estimated',
      answeredBy: { provider: 'a' },
    });
    expect(outcome.costNanoUsd).toBeGreaterThan(0);
  });

  it('takes an end without a finish reason for a broken stream, never for an answer', async () => {
    const truncated: Script = async function* () {
      yield chunk({ content: 'Hel' });
    };
    const { outcome } = await readExecution(startExecution({ scripts: { a: truncated } }).events);
    expect(outcome).toMatchObject({ status: 'failed', failure: { kind: 'stream-broken' } });
  });

  it('takes an answer without a word for a failure, and falls back', async () => {
    const { outcome } = await readExecution(startExecution({ scripts: { a: says(), b: says('Hi') } }).events);
    expect(outcome.attempts.map((attempt) => attempt.failure?.kind ?? 'fine')).toEqual(['empty', 'fine']);
  });

  it('accepts an answer that is empty because it was cut at the token limit', async () => {
    const limited: Script = async function* () {
      yield chunk({ role: 'assistant', content: '' });
      yield chunk({}, 'length');
    };
    const { outcome, events } = await readExecution(startExecution({ scripts: { a: limited } }).events);
    expect(outcome.status).toBe('succeeded');
    expect(events.filter((event) => event.type === 'chunk')).toHaveLength(2);
  });

  it('surfaces a caller’s own mistake instead of asking others', async () => {
    const { providers, events } = startExecution({
      scripts: { a: fails(createFailure('invalid-request', 'bad', { httpStatus: 400 })), b: says('Hi') },
    });
    const { outcome } = await readExecution(events);
    expect(outcome).toMatchObject({ status: 'failed', failure: { kind: 'invalid-request' } });
    expect(providers.get('b')?.asked).toEqual([]);
  });

  it('falls back from a full window only to a larger one', async () => {
    const models = [testModel('a/one'), testModel('b/one'), testModel('c/one', { contextWindow: 50_000 })];
    const scripts = { a: fails(createFailure('context-length', 'too long')), b: says('no'), c: says('yes') };
    const { text, outcome } = await readExecution(startExecution({ scripts, models }).events);
    expect(text).toBe('yes');
    expect(outcome.attempts.map((attempt) => attempt.provider)).toEqual(['a', 'c']);
  });

  it('makes at most four attempts, and lists them all when none succeeds', async () => {
    const scripts = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((id) => [id, fails()]));
    const { outcome } = await readExecution(startExecution({ scripts }).events);
    expect(outcome.attempts).toHaveLength(4);
    expect(outcome.failure?.message).toContain('All 4 attempts failed');
    expect(outcome.costNanoUsd).toBe(0);
  });

  it('tries a lone candidate once more after a server’s passing fault', async () => {
    let calls = 0;
    const flaky: Script = (call, signal) => (++calls === 1 ? fails()(call, signal) : says('Hi')(call, signal));
    const { outcome } = await readExecution(startExecution({ scripts: { a: flaky } }).events);
    expect(outcome).toMatchObject({ status: 'succeeded' });
    expect(calls).toBe(2);
  });

  it('says the soonest time to come back when everybody throttles', async () => {
    const wait = (retryAfterMs: number) => fails(createFailure('rate-limit', 'slow down', { retryAfterMs }));
    const { outcome } = await readExecution(startExecution({ scripts: { a: wait(20_000), b: wait(5_000) } }).events);
    expect(outcome.failure).toMatchObject({ kind: 'rate-limit', retryAfterMs: 5_000 });
  });

  it('stops the upstream call when the caller leaves, and books what was received as cancelled', async () => {
    const abort = new AbortController();
    let wasAborted = false;
    const endless: Script = async function* (_call, signal) {
      signal.addEventListener('abort', () => {
        wasAborted = true;
      });
      yield chunk({ content: 'Hel' });
      await hangs()({} as never, signal)
        [Symbol.asyncIterator]()
        .next();
    };
    const { events, providers } = startExecution({ scripts: { a: endless, b: says('Hi') }, signal: abort.signal });
    const seen: RouteEvent[] = [];
    for await (const event of events) {
      seen.push(event);
      if (event.type === 'chunk') abort.abort();
    }
    const last = seen.at(-1);
    expect(wasAborted).toBe(true);
    expect(last).toMatchObject({ type: 'end', outcome: { status: 'cancelled', costState: 'estimated' } });
    expect(providers.get('b')?.asked).toEqual([]);
  });

  it.each([
    ['the client has left', undefined, { status: 'cancelled', failure: { kind: 'cancelled' } }],
    ['the server stops', createFailure('stopping', 'bye'), { status: 'failed', failure: { kind: 'stopping' } }],
  ])('asks and books nobody when %s before it begins', async (_what, reason, expected) => {
    const scripts = { a: says('Hi'), b: says('Hi') };
    for (const options of [{}, { parallel: 2 }, { consensus: true }]) {
      const { events, providers } = startExecution({ scripts, options, signal: AbortSignal.abort(reason) });
      const { outcome } = await readExecution(events);
      expect(outcome).toMatchObject({ ...expected, attempts: [], answeredBy: null, costNanoUsd: 0 });
      expect([...providers.values()].flatMap(({ asked }) => asked)).toEqual([]);
    }
  });

  it('does not repeat a call for a client who leaves in the pause before it, nor wait or pay for that', async () => {
    const abort = new AbortController();
    const retryBudget = new RetryBudget(steppedClock());
    const setup = { scripts: { a: fails() }, signal: abort.signal, clock: steppedClock(), retryBudget };
    const { events, providers } = startExecution(setup);
    const reading = readExecution(events);
    await runWhatCan();
    abort.abort();
    const { outcome } = await reading;
    expect(providers.get('a')?.asked).toHaveLength(1);
    expect(outcome).toMatchObject({ status: 'cancelled', failure: { kind: 'cancelled' }, costNanoUsd: 0 });
    expect(outcome.attempts.map((attempt) => attempt.failure?.kind)).toEqual(['server']);
    expect([retryBudget.level, retryBudget.share.level]).toEqual([1, 1]);
  });

  it('falls back when the first token does not come in time', async () => {
    const clock = steppedClock();
    const { events } = startExecution({ scripts: { a: hangs(), b: says('Hi') }, clock });
    const reading = readExecution(events);
    await runWhatCan();
    clock.step(60_000);
    const { text, outcome } = await reading;
    expect(text).toBe('Hi');
    expect(outcome.attempts[0]?.failure).toMatchObject({ kind: 'timeout' });
  });

  it('gives up on a stream that stands still, and says so', async () => {
    const clock = steppedClock();
    const stalls: Script = async function* (_call, signal) {
      yield chunk({ content: 'Hel' });
      await hangs()({} as never, signal)
        [Symbol.asyncIterator]()
        .next();
    };
    const reading = readExecution(startExecution({ scripts: { a: stalls }, clock }).events);
    await runWhatCan();
    clock.step(30_000);
    expect((await reading).outcome).toMatchObject({ status: 'failed', failure: { kind: 'timeout' } });
  });

  it('skips a candidate whose breaker opened since the decision', async () => {
    const breaker = new Breaker({ failureThreshold: 1 });
    const first = startExecution({ scripts: { a: fails(), b: says('Hi') }, breaker });
    await readExecution(first.events);
    const second = startExecution({ scripts: { a: says('never'), b: says('Hi') }, breaker });
    expect((await readExecution(second.events)).text).toBe('Hi');
    expect(second.providers.get('a')?.asked).toEqual([]);
  });

  it('estimates and marks a usage that the vendor left out or made absurd', async () => {
    const without: Script = async function* () {
      yield chunk({ content: 'Hello world' });
      yield chunk({}, 'stop');
      yield {
        type: 'usage',
        usage: {
          inputTokens: -5,
          cachedInputTokens: 0,
          cacheWriteTokens: 0,
          cacheWrite1hTokens: 0,
          outputTokens: 9e12,
          reasoningTokens: 0,
        },
        wire: {},
      };
    };
    const { outcome } = await readExecution(startExecution({ scripts: { a: without } }).events);
    expect(outcome.attempts[0]).toMatchObject({ usageState: 'estimated', usage: { outputTokens: 3 } });
    expect(outcome.costState).toBe('estimated');
  });

  it('reads a failure made by another copy of the code: a process holds two', async () => {
    vi.resetModules();
    const copy = await import('./failure');
    expect(copy.UpstreamError).not.toBe(UpstreamError);
    const elsewhere: Script = async function* () {
      yield { type: 'headers', httpStatus: 503 };
      throw new copy.UpstreamError(copy.createFailure('overloaded', 'busy', { httpStatus: 503 }));
    };
    const { outcome } = await readExecution(startExecution({ scripts: { a: elsewhere } }).events);
    expect(outcome.failure).toMatchObject({ kind: 'overloaded', httpStatus: 503 });
  });

  it('knows no time to first token for an answer in one piece', async () => {
    const whole: Script = async function* () {
      const message = { role: 'assistant' as const, content: 'Hi' };
      yield {
        type: 'answer',
        answer: {
          id: 'c',
          object: 'chat.completion',
          created: 0,
          model: 'm',
          choices: [{ index: 0, message, finish_reason: 'stop' }],
        },
      };
    };
    const { outcome } = await readExecution(startExecution({ scripts: { a: whole }, stream: false }).events);
    expect(outcome).toMatchObject({ status: 'succeeded', ttftMs: null });
  });

  it('calls an unknown price unpriced, never zero', async () => {
    const models = [testModel('a/one', { prices: [] })];
    const { outcome } = await readExecution(startExecution({ scripts: { a: says('Hi') }, models }).events);
    expect(outcome).toMatchObject({ costNanoUsd: null, costState: 'unpriced' });
  });
});
