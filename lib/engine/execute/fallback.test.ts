import { describe, expect, it } from 'vitest';
import { steppedClock } from '../../../tests/support/clock';
import { type ExecutionSetup, readExecution, runWhatCan, startExecution } from '../../../tests/support/execution';
import { chunk, fails, hangs, type Script, says, testModel } from '../../../tests/support/fakes/providers';
import { Breaker } from '../resilience/breaker';
import { RetryBudget } from '../resilience/retry-budget';
import type { ProviderEvent, RouteEvent } from '../types';
import { DEFAULT_DEADLINES } from './deadlines';
import { createFailure, type FailureKind } from './failure';

const failsWith = (kind: FailureKind, httpStatus: number | null = null) =>
  fails(createFailure(kind, kind, { httpStatus }));
const listFailureKinds = (attempts: { failure: { kind: string } | null }[]) =>
  attempts.map(({ failure }) => failure?.kind);

describe('whom to ask next', () => {
  it('asks one other after a contentless answer, and no third', async () => {
    const scripts = { a: failsWith('malformed'), b: says(), c: says('never asked') };
    const { outcome } = await readExecution(startExecution({ scripts }).events);
    expect(listFailureKinds(outcome.attempts)).toEqual(['malformed', 'empty']);
    expect(outcome.status).toBe('failed');
  });

  it('asks the same once more after a conflict, then tells the caller', async () => {
    const scripts = { a: failsWith('conflict', 409), b: says('never asked') };
    const { outcome } = await readExecution(startExecution({ scripts, random: () => 0 }).events);
    expect(outcome.attempts.map(({ provider }) => provider)).toEqual(['a', 'a']);
    expect(outcome.failure?.kind).toBe('conflict');
  });

  it('asks the same again after a passing fault only when nobody else is left, a closed door included', async () => {
    const scripts = { a: failsWith('server', 500), b: says('Hi') };
    const closed = new Breaker();
    closed.acquire({ id: 'b/one', provider: 'b' })?.failed(createFailure('auth', 'refused'));
    const alone = await readExecution(startExecution({ scripts, breaker: closed, random: () => 0 }).events);
    expect(alone.outcome.attempts.map(({ provider }) => provider)).toEqual(['a', 'a']);
    const together = await readExecution(startExecution({ scripts }).events);
    expect(together.outcome.attempts.map(({ provider }) => provider)).toEqual(['a', 'b']);
  });

  it('counts a request as one failure, however often it asks the same', async () => {
    const breaker = new Breaker({ failureThreshold: 2 });
    await readExecution(startExecution({ scripts: { a: failsWith('server', 500) }, breaker, random: () => 0 }).events);
    expect(breaker.stateOf({ id: 'a/one', provider: 'a' }).state).toBe('closed');
  });

  it('stops asking when the retry budget is empty, and fills it again by clean successes', async () => {
    const retryBudget = new RetryBudget();
    const failing = () =>
      startExecution({ scripts: { a: failsWith('overloaded'), b: failsWith('overloaded') }, retryBudget });
    let attempts = 0;
    for (let i = 0; i < 150; i++) attempts += (await readExecution(failing().events)).outcome.attempts.length;
    // A hundred retries empty it: after that each request makes one attempt.
    expect(attempts).toBe(150 + 100);
    for (let i = 0; i < 5; i++) await readExecution(startExecution({ scripts: { a: says('Hi') }, retryBudget }).events);
    expect((await readExecution(failing().events)).outcome.attempts).toHaveLength(2);
  });

  it('gets back what a retry that succeeded took', async () => {
    const retryBudget = new RetryBudget();
    for (let i = 0; i < 300; i++) {
      const { outcome } = await readExecution(
        startExecution({ scripts: { a: fails(), b: says('Hi') }, retryBudget }).events,
      );
      expect(outcome.status).toBe('succeeded');
    }
    expect(retryBudget.level).toBe(1);
  });

  it('tells the failure that says most about what to do: waiting before mending', async () => {
    const scripts = {
      a: fails(createFailure('rate-limit', 'slow', { retryAfterMs: 4_000 })),
      b: failsWith('auth', 401),
    };
    const { outcome } = await readExecution(startExecution({ scripts }).events);
    expect(outcome.failure).toMatchObject({ kind: 'rate-limit', retryAfterMs: 4_000 });
    expect(outcome.failure?.message).toContain('All 2 attempts failed');
  });

  it('says when the first door opens again, if every door closed since the decision', async () => {
    const clock = steppedClock();
    const breaker = new Breaker({}, clock);
    breaker.acquire({ id: 'a/one', provider: 'a' })?.failed(createFailure('rate-limit', 'x', { retryAfterMs: 9_000 }));
    const { outcome } = await readExecution(startExecution({ scripts: { a: says('Hi') }, breaker, clock }).events);
    expect(outcome).toMatchObject({ attempts: [], failure: { kind: 'overloaded', retryAfterMs: 9_000 } });
  });

  it('gives the probe back when the reader goes away without reading on', async () => {
    const clock = steppedClock();
    const breaker = new Breaker({ failureThreshold: 1 }, clock);
    breaker.acquire({ id: 'a/one', provider: 'a' })?.failed(createFailure('server', 'down'));
    clock.step(30_000);
    const { events } = startExecution({ scripts: { a: says('Hi', 'there') }, breaker, clock });
    for await (const event of events) if (event.type === 'attempt-start') break;
    expect(breaker.stateOf({ id: 'a/one', provider: 'a' }).state).toBe('half-open');
  });
});

describe('whom to ask next, of several models of a provider', () => {
  const models = ['a/one', 'a/two', 'b/one'].map((id) => testModel(id));

  it('asks another provider first: what fails at one may fail at its other models too', async () => {
    const scripts = { a: failsWith('server', 500), b: says('Hi') };
    const { outcome } = await readExecution(startExecution({ scripts, models }).events);
    expect(outcome.attempts.map(({ provider }) => provider)).toEqual(['a', 'b']);
  });
});

describe('refusals', () => {
  const filtered: Script = async function* () {
    yield chunk({ role: 'assistant', content: '' });
    yield chunk({}, 'content_filter');
  };
  const refuses: Script = async function* () {
    yield chunk({ refusal: 'I cannot help with that.' });
    yield chunk({}, 'stop');
  };

  it.each([
    ['a content filter', filtered],
    ['a refusal', refuses],
  ])('take %s for a success unless the caller wants otherwise', async (_what, script) => {
    const { outcome } = await readExecution(startExecution({ scripts: { a: script, b: says('Hi') } }).events);
    expect(outcome).toMatchObject({ status: 'succeeded', answeredBy: { provider: 'a' } });
  });

  it.each([
    ['a content filter', filtered],
    ['a refusal', refuses],
  ])('fall back from %s on demand, and pay for it', async (_what, script) => {
    const setup = { scripts: { a: script, b: says('Hi') }, fallbackOnRefusal: true };
    const { text, outcome } = await readExecution(startExecution(setup).events);
    expect(text).toBe('Hi');
    expect(outcome.attempts[0]).toMatchObject({ failure: { kind: 'refusal' }, usageState: 'estimated' });
    expect(outcome.attempts[0]?.costNanoUsd).toBeGreaterThan(0);
  });

  const whole: Script = async function* () {
    const message = { role: 'assistant' as const, content: null, refusal: 'I cannot help with that.' };
    const choices = [{ index: 0, message, finish_reason: 'stop' }];
    yield {
      type: 'answer',
      answer: { id: 'c', object: 'chat.completion', created: 0, model: 'm', choices },
    };
  };

  it.each<[string, Script, boolean, number]>([
    ['a content filter', filtered, true, 2],
    ['a refusal', refuses, true, 2],
    ['a refusal in one piece', whole, false, 1],
  ])('are the answer, whole, when nobody can be asked instead of %s', async (_what, script, stream, pieces) => {
    const breaker = new Breaker();
    breaker
      .acquire({ id: 'b/one', provider: 'b' })
      ?.failed(createFailure('rate-limit', 'slow', { retryAfterMs: 9_000 }));
    const setup = { scripts: { a: script, b: says('Hi') }, fallbackOnRefusal: true, breaker, stream };
    const { events, outcome } = await readExecution(startExecution(setup).events);
    const given = events.filter(({ type }) => type === 'chunk' || type === 'answer');
    expect(given).toHaveLength(pieces);
    expect(events.findIndex(({ type }) => type === 'answering')).toBe(events.indexOf(given[0] as RouteEvent) - 1);
    expect(outcome).toMatchObject({ status: 'succeeded', answeredBy: { provider: 'a' }, failure: null });
    expect(outcome.attempts).toEqual([outcome.answeredBy]);
    expect(outcome.costNanoUsd).toBeGreaterThan(0);
  });

  it('are the answer when no retry may be paid for', async () => {
    const retryBudget = new RetryBudget(steppedClock());
    while (retryBudget.take({ afterTimeout: false }));
    const setup = { scripts: { a: refuses, b: says('Hi') }, fallbackOnRefusal: true, retryBudget };
    const { outcome } = await readExecution(startExecution(setup).events);
    expect(outcome).toMatchObject({ status: 'succeeded', answeredBy: { provider: 'a' } });
  });

  it('are no answer when another one failed otherwise', async () => {
    const setup = { scripts: { a: refuses, b: failsWith('auth', 401) }, fallbackOnRefusal: true };
    const { outcome } = await readExecution(startExecution(setup).events);
    expect(outcome).toMatchObject({ status: 'failed', answeredBy: null });
  });

  it('that break off are no refusals', async () => {
    const breaksOff: Script = async function* () {
      yield chunk({ refusal: 'I cannot' });
    };
    const setup = { scripts: { a: breaksOff, b: says('Hi') }, fallbackOnRefusal: true };
    const { outcome } = await readExecution(startExecution(setup).events);
    expect(listFailureKinds(outcome.attempts)).toEqual(['stream-broken', undefined]);
  });

  it('pass the last one on as the answer', async () => {
    const setup = { scripts: { a: filtered, b: refuses }, fallbackOnRefusal: true };
    const { outcome } = await readExecution(startExecution(setup).events);
    expect(outcome).toMatchObject({ status: 'succeeded', answeredBy: { provider: 'b' } });
  });
});

describe('deadlines', () => {
  const deadlinesFor = () => ({
    ...DEFAULT_DEADLINES,
    headersMs: 100,
    firstTokenMs: 300,
    idleMs: 200,
    answerMs: 500,
    totalMs: 1_000,
  });

  /** Yields its events, each after waiting for its time on the clock. */
  const timed = (clock: ReturnType<typeof steppedClock>, ...steps: [number, ProviderEvent][]): Script =>
    async function* (_call, signal) {
      for (const [ms, event] of steps) {
        await new Promise<void>((resolve) => clock.after(ms, resolve));
        signal.throwIfAborted();
        yield event;
      }
    };

  async function stepBy(clock: ReturnType<typeof steppedClock>, ms: number, times: number) {
    for (let i = 0; i < times; i++) {
      await runWhatCan();
      clock.step(ms);
    }
    await runWhatCan();
  }

  it.each([
    ['headers', true, /No response headers within 0.1 s/],
    ['a whole answer', false, /not complete after 0.5 s/],
  ])('falls back when %s does not come in time', async (_what, stream, message) => {
    const clock = steppedClock();
    const { events } = startExecution({ scripts: { a: hangs(), b: says('Hi') }, clock, deadlinesFor, stream });
    const reading = readExecution(events);
    await stepBy(clock, 100, stream ? 1 : 5);
    expect((await reading).outcome.attempts[0]?.failure).toMatchObject({
      kind: 'timeout',
      message: expect.stringMatching(message),
    });
  });

  it('counts the total from the start of the request, whoever was asked', async () => {
    const clock = steppedClock();
    const slow = () => timed(clock, [50, { type: 'headers', httpStatus: 200 }]);
    const stuck: Script = async function* (call, signal) {
      yield* slow()(call, signal);
      yield* hangs()(call, signal);
    };
    const scripts = Object.fromEntries(['a', 'b', 'c', 'd'].map((id) => [id, stuck]));
    const reading = readExecution(startExecution({ scripts, clock, deadlinesFor }).events);
    await stepBy(clock, 50, 30);
    const { outcome } = await reading;
    // 300 ms each for the first token: the fourth attempt runs into the total of 1,000 ms.
    expect(outcome.attempts.map(({ failure }) => failure?.message)).toEqual([
      ...Array(3).fill('No first token within 0.3 s.'),
      'The answer was not complete after 1 s.',
    ]);
  });

  it('does not blame the vendor for a reader who takes its time', async () => {
    const clock = steppedClock();
    const { events } = startExecution({ scripts: { a: says('Hel', 'lo') }, clock, deadlinesFor });
    let text = '';
    for await (const event of events) {
      if (event.type !== 'chunk') continue;
      text += event.chunk.choices[0]?.delta.content ?? '';
      clock.step(250);
      await runWhatCan();
    }
    expect(text).toBe('Hello');
  });
});

describe('hedging', () => {
  const hedgeAfterMs = () => 100;
  const spoken = (clock: ReturnType<typeof steppedClock>, afterMs: number, text: string): Script =>
    async function* (_call, signal) {
      await new Promise<void>((resolve, reject) => {
        clock.after(afterMs, resolve);
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      yield* says(text)({} as never, signal);
    };

  async function run(
    scripts: (clock: ReturnType<typeof steppedClock>) => Record<string, Script>,
    setup: (clock: ReturnType<typeof steppedClock>) => Partial<ExecutionSetup> = () => ({}),
  ) {
    const clock = steppedClock();
    const started = startExecution({ scripts: scripts(clock), clock, hedgeAfterMs, ...setup(clock) });
    const reading = readExecution(started.events);
    for (let i = 0; i < 40; i++) {
      await runWhatCan();
      clock.step(20);
    }
    return { ...(await reading), asked: (id: string) => started.providers.get(id)?.asked.length };
  }

  it('asks nobody else when the first one is in time', async () => {
    const { text, asked } = await run((clock) => ({ a: spoken(clock, 80, 'first'), b: spoken(clock, 10, 'second') }));
    expect([text, asked('b')]).toEqual(['first', 0]);
  });

  it('hears the second one when the first is late, cancels the first and books it', async () => {
    const { text, outcome, events } = await run((clock) => ({
      a: spoken(clock, 500, 'first'),
      b: spoken(clock, 40, 'second'),
    }));
    expect(text).toBe('second');
    expect(outcome.answeredBy?.provider).toBe('b');
    expect(outcome.attempts.map(({ provider, outcome: how }) => [provider, how])).toEqual([
      ['a', 'cancelled'],
      ['b', 'succeeded'],
    ]);
    expect(outcome.attempts[0]).toMatchObject({ usageState: 'estimated' });
    expect(outcome.attempts[0]?.costNanoUsd).toBeGreaterThan(0);
    expect(events.find(({ type }) => type === 'answering')).toMatchObject({ number: 2, provider: 'b' });
  });

  it('hears the first one when the second ends without a word', async () => {
    const filtered: Script = async function* () {
      yield chunk({ role: 'assistant', content: '' });
      yield chunk({}, 'content_filter');
    };
    const { text, outcome } = await run((clock) => ({ a: spoken(clock, 300, 'first'), b: filtered }));
    expect(text).toBe('first');
    expect(outcome).toMatchObject({ status: 'succeeded', answeredBy: { provider: 'a' } });
    expect(outcome.attempts.map(({ outcome: how }) => how)).toEqual(['succeeded', 'succeeded']);
  });

  it('hears the first one when it speaks before the second', async () => {
    const { text, outcome } = await run((clock) => ({
      a: spoken(clock, 120, 'first'),
      b: spoken(clock, 90, 'second'),
    }));
    expect(text).toBe('first');
    expect(outcome.attempts.map(({ outcome: how }) => how)).toEqual(['succeeded', 'cancelled']);
  });

  const failsAt = (clock: ReturnType<typeof steppedClock>, afterMs: number): Script =>
    async function* (call, signal) {
      await new Promise<void>((resolve) => clock.after(afterMs, resolve));
      yield* fails()(call, signal);
    };

  it('leaves the fallback to a request whose second candidate could not be asked when the first was late', async () => {
    const { text, outcome } = await run(
      (clock) => ({ a: failsAt(clock, 600), b: says('rescued') }),
      (clock) => {
        const breaker = new Breaker({}, clock);
        breaker
          .acquire({ id: 'b/one', provider: 'b' })
          ?.failed(createFailure('rate-limit', 'x', { retryAfterMs: 400 }));
        return { breaker };
      },
    );
    expect(text).toBe('rescued');
    expect(outcome.attempts.map(({ provider }) => provider)).toEqual(['a', 'b']);
  });

  it('leaves the fallback to a request that could not pay for a second one when the first was late', async () => {
    const { text } = await run(
      (clock) => ({ a: failsAt(clock, 600), b: says('rescued') }),
      (clock) => {
        const retryBudget = new RetryBudget(clock);
        const tokens = Array.from({ length: 100 }, () => retryBudget.take({ afterTimeout: false }));
        clock.after(300, () => tokens[0]?.refund());
        return { retryBudget, maxAttempts: 2 };
      },
    );
    expect(text).toBe('rescued');
  });

  it('goes on with the one that is left when the other fails', async () => {
    const { text, outcome } = await run((clock) => ({
      a: async function* (call, signal) {
        await new Promise<void>((resolve) => clock.after(150, resolve));
        yield* fails()(call, signal);
      },
      b: spoken(clock, 200, 'second'),
    }));
    expect(text).toBe('second');
    expect(outcome.attempts.map(({ outcome: how }) => how)).toEqual(['failed', 'succeeded']);
  });
});
