import { describe, expect, it } from 'vitest';
import { type SteppedClock, steppedClock } from '../../../tests/support/clock';
import { type ExecutionSetup, readExecution, runWhatCan, startExecution } from '../../../tests/support/execution';
import {
  breaksAfter,
  chunk,
  fails,
  hangs,
  type Script,
  says,
  testModel,
  USAGE,
} from '../../../tests/support/fakes/providers';
import { Catalog } from '../catalog/catalog';
import type { ChatAnswer } from '../chat';
import { classifyPrompt } from '../classify/classify';
import { createFailure } from '../execute/failure';
import { Breaker } from '../resilience/breaker';
import { RetryBudget } from '../resilience/retry-budget';
import type { Attempt, Model, ProviderEvent, RouteEvent } from '../types';
import { type PlanInput, plan, type RouteOptions } from './plan';
import { NO_SIGNALS } from './signals';

const MODELS = ['a/one', 'a/two', 'b/one', 'c/one', 'd/one'].map((id) => testModel(id));

function planned(
  options: RouteOptions,
  { models = MODELS, model = 'auto' }: { models?: Model[]; model?: string } = {},
) {
  return plan({
    request: { model, messages: [{ role: 'user', content: 'Hello there, how are you?' }] },
    options,
    catalog: new Catalog(models),
    providers: new Set(models.map(({ provider }) => provider)),
    classify: classifyPrompt,
    signals: NO_SIGNALS,
    now: 0,
  } satisfies PlanInput);
}

const costs = (usd: number): Partial<Model> => ({
  prices: [{ from: null, input: usd, output: usd, source: 'test', verifiedAt: '2026-01-01' }],
});

describe('who is asked at once', () => {
  it('are the best candidates of as many providers, and the others stand behind them', () => {
    const { parallel, candidates } = planned({ parallel: 3, providers: { order: ['a', 'b', 'c', 'd'] } });
    expect(parallel).toEqual({
      wanted: 3,
      planned: 3,
      models: ['a/one', 'b/one', 'c/one'],
      consensus: false,
      shortfall: null,
    });
    expect(candidates.map(({ model }) => model)).toEqual(['a/one', 'b/one', 'c/one', 'd/one', 'a/two']);
  });

  it('are different models where there are fewer providers', () => {
    const models = ['a/one', 'a/two', 'b/one'].map((id) => testModel(id));
    expect(planned({ parallel: 3 }, { models }).parallel?.models).toEqual(['a/one', 'b/one', 'a/two']);
  });

  it('are as many as there are, and it is said', () => {
    const { parallel } = planned({ parallel: 5 }, { models: MODELS.slice(0, 2) });
    expect(parallel?.models).toHaveLength(2);
    expect(parallel?.shortfall).toBe('2 of 5 models are called: no other model can serve this request.');
  });

  it('are three for a consensus, unless the caller says', () => {
    expect(planned({ consensus: true }).parallel).toMatchObject({ wanted: 3, consensus: true });
    expect(planned({ consensus: true, parallel: 2 }).parallel?.models).toHaveLength(2);
    expect(planned({ consensus: false }).parallel).toBeUndefined();
  });

  it.each([1, 6, 0, -2, 2.5, Number.NaN])('cannot be %d', (parallel) => {
    expect(() => planned({ parallel })).toThrow(/router.parallel must be an integer from 2 to 5/);
  });

  it('follow the caller’s own list in its order', () => {
    const { parallel } = planned({ parallel: 2, models: ['a/two', 'a/one', 'c/one'] });
    expect(parallel?.models).toEqual(['a/two', 'a/one']);
  });

  it('must be several: one that is pinned is refused in words, unless others are named or allowed', () => {
    expect(() => planned({ parallel: 3 }, { model: 'b/one' })).toThrow(/names only b\/one\. Use "auto"/);
    expect(planned({ parallel: 2, fallback: true }, { model: 'b/one' }).parallel?.models[0]).toBe('b/one');
    const named = planned({ parallel: 3, models: ['c/one', 'd/one'] }, { model: 'b/one' });
    expect(named.parallel?.models).toEqual(['b/one', 'c/one', 'd/one']);
  });

  it('stay together below the ceiling: who would exceed it beside the others is left out, with the reason', () => {
    const models = [testModel('a/one', costs(1)), testModel('b/dear', costs(8)), testModel('c/one', costs(1))];
    const of = (maxCostNanoUsd: number | undefined) =>
      planned(
        { parallel: 3, models: models.map(({ id }) => id), ...(maxCostNanoUsd && { maxCostNanoUsd }) },
        { models },
      );
    const expected = of(undefined).candidates.map(({ costNanoUsd }) => costNanoUsd ?? 0);
    const [cheap = 0, dear = 0] = expected;
    const cut = of(dear + cheap / 2);
    expect(cut.parallel).toMatchObject({ models: ['a/one', 'c/one'], planned: 2 });
    expect(cut.parallel?.shortfall).toMatch(/2 of 3 models are called: more calls would exceed the cost limit/);
    expect(cut.exclusions).toMatchObject(
      [{ model: 'b/dear', code: 'cost-ceiling', reason: /together with the other parallel calls/ }].map(
        ({ reason, ...rest }) => ({
          ...rest,
          reason: expect.stringMatching(reason),
        }),
      ),
    );
    expect(of(dear + 2 * cheap).parallel?.models).toHaveLength(3);
  });

  it('are no place for experiments', () => {
    const input = { parallel: 2, providers: {} };
    expect(planned(input)).toMatchObject({ explored: false, propensity: 1 });
  });
});

/** Speaks after so many ms of the clock. */
const speaksAt = (clock: SteppedClock, ms: number, script: Script): Script =>
  async function* (call, signal) {
    await new Promise<void>((resolve, reject) => {
      clock.after(ms, resolve);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    yield* script(call, signal);
  };

type Setup = Omit<ExecutionSetup, 'scripts'> & { scripts: (clock: SteppedClock) => Record<string, Script> };

/** Runs with a clock that is stepped until the end. */
async function run({ scripts, ...setup }: Setup, onEvent: (event: RouteEvent) => void = () => undefined) {
  const clock = steppedClock();
  const started = startExecution({ ...setup, scripts: scripts(clock), clock });
  let isOver = false;
  const reading = readExecution(
    (async function* () {
      for await (const event of started.events) {
        onEvent(event);
        yield event;
      }
    })(),
  ).finally(() => {
    isOver = true;
  });
  for (let i = 0; i < 100_000 && !isOver; i++) {
    await runWhatCan();
    clock.step(50);
  }
  return {
    ...(await reading),
    asked: (id: string) => started.providers.get(id)?.asked.length,
    decision: started.decision,
  };
}

const ends = ({ attempts }: { attempts: Attempt[] }) =>
  attempts.map(({ provider, outcome, failure }) => `${provider} ${failure?.kind ?? outcome}`);

describe('the first to speak', () => {
  const options = { parallel: 3 };

  it('is heard; the others are cancelled and booked as far as they came', async () => {
    const { text, outcome, events } = await run({
      options,
      scripts: (clock) => ({
        a: speaksAt(clock, 500, says('first')),
        b: speaksAt(clock, 100, says('second')),
        c: speaksAt(clock, 300, says('third')),
      }),
    });
    expect(text).toBe('second');
    expect(outcome).toMatchObject({ status: 'succeeded', answeredBy: { provider: 'b' }, lanes: 3 });
    expect(ends(outcome)).toEqual(['a cancelled', 'b succeeded', 'c cancelled']);
    expect(outcome.costNanoUsd).toBe(outcome.attempts.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0), 0));
    expect(outcome.attempts[0]?.costNanoUsd).toBeGreaterThan(0);
    expect(events.slice(0, 3).map(({ type }) => type)).toEqual(Array(3).fill('attempt-start'));
  });

  it('may be one that took the place of a lane that failed', async () => {
    const { text, outcome } = await run({
      options,
      scripts: (clock) => ({
        a: hangs(),
        b: fails(),
        c: hangs(),
        d: speaksAt(clock, 100, says('instead')),
      }),
    });
    expect(text).toBe('instead');
    expect(ends(outcome)).toEqual(['a cancelled', 'b server', 'c cancelled', 'd succeeded']);
  });

  it('is nobody when all fail: the usual failure, with every attempt', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const { outcome } = await run({ options, scripts: () => Object.fromEntries(ids.map((id) => [id, fails()])) });
    expect(outcome).toMatchObject({ status: 'failed', answeredBy: null, costNanoUsd: 0 });
    expect(outcome.attempts).toHaveLength(6);
    expect(outcome.failure?.message).toContain('All 6 attempts failed');
  });

  const blank = (reason: string): Script =>
    async function* () {
      yield chunk({ role: 'assistant', content: '' });
      yield chunk({}, reason);
      yield { type: 'usage', usage: USAGE, wire: {} };
    };

  it.each(['content_filter', 'length'])(
    'is not who ends first without a word (%s), while others run',
    async (reason) => {
      const { text, outcome } = await run({
        options,
        scripts: (clock) => ({
          a: speaksAt(clock, 50, blank(reason)),
          b: speaksAt(clock, 200, says('second')),
          c: speaksAt(clock, 400, says('third')),
        }),
      });
      expect(text).toBe('second');
      expect(ends(outcome)).toEqual(['a succeeded', 'b succeeded', 'c cancelled']);
      expect(outcome).toMatchObject({ status: 'succeeded', answeredBy: { provider: 'b' } });
    },
  );

  it('is one without a word when nobody speaks: the blank answer is given, whole', async () => {
    const { text, outcome, events } = await run({
      options,
      scripts: (clock) => ({
        a: speaksAt(clock, 50, blank('content_filter')),
        b: speaksAt(clock, 200, fails()),
        c: speaksAt(clock, 300, blank('length')),
      }),
    });
    expect(text).toBe('');
    expect(outcome).toMatchObject({ status: 'succeeded', answeredBy: { provider: 'a' }, failure: null });
    const given = events.flatMap((event) => (event.type === 'chunk' ? event.chunk.choices : []));
    expect(given.map(({ finish_reason }) => finish_reason)).toEqual([null, 'content_filter']);
    const order = events.map(({ type }) => type);
    expect(order.indexOf('answering')).toBeLessThan(order.indexOf('chunk'));
  });

  it('is nobody when the caller goes while there is but a blank answer', async () => {
    const abort = new AbortController();
    const { outcome } = await run({
      options,
      signal: abort.signal,
      scripts: (clock) => ({
        a: speaksAt(clock, 50, blank('content_filter')),
        b: hangs(),
        c: speaksAt(clock, 200, async function* () {
          abort.abort();
          yield chunk({});
        }),
      }),
    });
    expect(outcome).toMatchObject({ status: 'cancelled', answeredBy: null });
    expect(ends(outcome)).toEqual(['a succeeded', 'b cancelled', 'c cancelled']);
  });

  it('is not replaced after its first word: the caller is told', async () => {
    const { text, outcome } = await run({
      options,
      scripts: (clock) => ({
        a: breaksAfter('Hel'),
        b: speaksAt(clock, 500, says('x')),
        c: speaksAt(clock, 500, says('x')),
      }),
    });
    expect(text).toBe('Hel');
    expect(outcome).toMatchObject({
      status: 'failed',
      failure: { kind: 'stream-broken' },
      answeredBy: { provider: 'a' },
    });
  });

  it('leaves nobody running when the caller goes', async () => {
    const abort = new AbortController();
    const { outcome } = await run(
      { options, signal: abort.signal, scripts: () => ({ a: hangs(), b: hangs(), c: hangs(), d: says('late') }) },
      ({ type }) => {
        if (type === 'attempt-start') abort.abort();
      },
    );
    expect(outcome.status).toBe('cancelled');
    expect(ends(outcome)).toEqual(['a cancelled', 'b cancelled', 'c cancelled']);
  });

  it('does not hedge: all that may be asked are asked already', async () => {
    const { outcome } = await run({
      options: { parallel: 2, hedge: true },
      hedgeAfterMs: () => 10,
      scripts: (clock) => ({ a: speaksAt(clock, 500, says('x')), b: speaksAt(clock, 600, says('y')), c: says('z') }),
    });
    expect(outcome.attempts).toHaveLength(2);
  });
});

describe('a consensus', () => {
  const options = { consensus: true };

  it('waits for all and gives what most agree on, with every answer and its cost', async () => {
    const { text, outcome, events } = await run({
      options,
      scripts: (clock) => ({
        a: says('It is ', '41.'),
        b: speaksAt(clock, 100, says('**42**')),
        c: speaksAt(clock, 700, says('The answer', ' is 42.')),
      }),
    });
    expect(text).toBe('**42**');
    expect(outcome).toMatchObject({
      status: 'succeeded',
      answeredBy: { provider: 'b' },
      costState: 'measured',
    });
    // The caller saw nothing before the last one had answered.
    expect(outcome.ttftMs).toBeGreaterThanOrEqual(700);
    expect(outcome.costNanoUsd).toBe(3 * (10 * 1_000 + 5 * 2_000));
    const { answers, ...consensus } = outcome.consensus ?? { answers: [] };
    expect(consensus).toEqual({ method: 'exact', agreement: 2 / 3, of: 3, answered: 3, agreeing: 2 });
    expect(answers.map(({ provider, text: said, agrees, isChosen }) => [provider, said, agrees, isChosen])).toEqual([
      ['a', 'It is 41.', false, false],
      ['b', '**42**', true, true],
      ['c', 'The answer is 42.', true, false],
    ]);
    const order = events.map(({ type }) => type).filter((type) => type !== 'usage');
    expect(order.slice(0, 9)).toEqual([
      ...Array(3).fill('attempt-start'),
      ...Array(3).fill('attempt-end'),
      'consensus',
      'answering',
      'chunk',
    ]);
  });

  it('is what the one says who says something, when the others were cut off or filtered before a word', async () => {
    const blank = (reason: string): Script =>
      async function* () {
        yield chunk({ reasoning_content: reason === 'length' ? 'Let me think' : '' });
        yield chunk({ content: '' });
        yield chunk({}, reason);
      };
    const { text, outcome } = await run({
      options,
      scripts: () => ({ a: blank('length'), b: says('42'), c: blank('content_filter') }),
    });
    expect(text).toBe('42');
    expect(outcome.consensus).toMatchObject({ answered: 3, agreeing: 1, agreement: 1 / 3 });
  });

  it('compares and shows the words of a refusal, also beside an empty content', async () => {
    const refuses: Script = async function* () {
      yield chunk({ content: '' });
      yield chunk({ refusal: 'I cannot help with that.' });
      yield chunk({}, 'stop');
    };
    const { outcome } = await run({ options, scripts: () => ({ a: refuses, b: refuses, c: says('42') }) });
    expect(outcome.consensus).toMatchObject({ agreeing: 2 });
    expect(outcome.consensus?.answers[0]?.text).toBe('I cannot help with that.');
  });

  it('asks somebody else in place of one that failed, even in the middle of its answer', async () => {
    const { text, outcome } = await run({
      options,
      scripts: () => ({ a: breaksAfter('4'), b: says('42'), c: says('42'), d: says('42') }),
    });
    expect(text).toBe('42');
    expect(ends(outcome)).toEqual(['a stream-broken', 'b succeeded', 'c succeeded', 'd succeeded']);
    expect(outcome).toMatchObject({ lanes: 3, consensus: { of: 3, answered: 3, agreeing: 3, agreement: 1 } });
    expect(outcome.consensus?.answers[0]).toMatchObject({
      text: null,
      agrees: false,
      failure: 'The connection broke.',
    });
    expect(outcome.consensus?.answers[0]?.costNanoUsd).toBeGreaterThan(0);
  });

  it('is the one answer that came when all others fail, and agreement is unknown', async () => {
    const { text, outcome } = await run({ options, scripts: () => ({ a: fails(), b: says('42'), c: fails() }) });
    expect(text).toBe('42');
    expect(outcome.consensus).toMatchObject({ method: 'single', agreement: null, of: 3, answered: 1, agreeing: 1 });
  });

  it('is a failure like any other when nobody answers', async () => {
    const { outcome } = await run({
      options,
      scripts: () => ({ a: fails(), b: fails(createFailure('rate-limit', 'slow down')), c: breaksAfter('4') }),
    });
    expect(outcome).toMatchObject({ status: 'failed', answeredBy: null });
    expect(outcome.consensus).toBeUndefined();
  });

  it('does not wait for a lane longer than its deadline', async () => {
    const { text, outcome } = await run({ options, scripts: () => ({ a: hangs(), b: says('42'), c: says('42') }) });
    expect(text).toBe('42');
    expect(ends(outcome)).toEqual(['a timeout', 'b succeeded', 'c succeeded']);
  });

  it('ends at once, cancelled, when the caller goes, though some had answered', async () => {
    const abort = new AbortController();
    const { text, outcome } = await run(
      { options, signal: abort.signal, scripts: () => ({ a: says('42'), b: hangs(), c: hangs() }) },
      ({ type }) => {
        if (type === 'attempt-end') abort.abort();
      },
    );
    expect(text).toBe('');
    expect(outcome).toMatchObject({ status: 'cancelled', answeredBy: null });
    expect(ends(outcome)).toEqual(['a succeeded', 'b cancelled', 'c cancelled']);
    expect(outcome.costNanoUsd).toBeGreaterThan(0);
  });

  it('is cancelled when the caller goes as the last one answers', async () => {
    const abort = new AbortController();
    let answered = 0;
    const { outcome } = await run(
      { options, signal: abort.signal, scripts: () => ({ a: says('42'), b: says('42'), c: says('42') }) },
      ({ type }) => {
        if (type === 'attempt-end' && ++answered === 3) abort.abort();
      },
    );
    expect(outcome).toMatchObject({ status: 'cancelled', answeredBy: null, failure: { kind: 'cancelled' } });
  });

  it('gives an answer in one piece as its model gave it', async () => {
    const whole = (content: string): Script =>
      async function* () {
        const answer: ChatAnswer = {
          id: 'x',
          object: 'chat.completion',
          created: 0,
          model: 'm',
          choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
          own: content,
        };
        yield { type: 'answer', answer } satisfies ProviderEvent;
      };
    const { events, outcome } = await run({
      options,
      stream: false,
      responseFormat: { type: 'json_object' },
      scripts: () => ({ a: whole('{"x":2}'), b: whole('{"y":1,"x":1}'), c: whole('{"x":1,"y":1}') }),
    });
    const given = events.flatMap((event) => (event.type === 'answer' ? [event.answer.own] : []));
    expect(given).toEqual(['{"y":1,"x":1}']);
    expect(outcome).toMatchObject({ ttftMs: null, consensus: { method: 'json', agreeing: 2 } });
  });

  it('compares calls of tools', async () => {
    const calls = (args: string): Script =>
      async function* () {
        yield chunk({ tool_calls: [{ index: 0, id: args, type: 'function', function: { name: 'f', arguments: '' } }] });
        yield chunk({ tool_calls: [{ index: 0, function: { arguments: args } }] });
        yield chunk({}, 'tool_calls');
      };
    const { outcome } = await run({
      options,
      scripts: () => ({ a: calls('{"x":1}'), b: calls('{"x":2}'), c: calls('{ "x": 2 }') }),
    });
    expect(outcome.consensus).toMatchObject({ method: 'tools', agreeing: 2 });
    expect(outcome.answeredBy?.provider).toBe('b');
    expect(outcome.consensus?.answers[2]?.toolCalls?.[0]?.function).toEqual({ name: 'f', arguments: '{ "x": 2 }' });
  });

  it('does not read on whoever writes more than any answer is long', async () => {
    const floods = says(...Array(50).fill('x'.repeat(100_000)));
    const { text, outcome } = await run({ options, scripts: () => ({ a: floods, b: says('42'), c: says('42') }) });
    expect(text).toBe('42');
    expect(outcome.attempts[0]?.failure?.message).toBe('a sent more than 4,000,000 characters, too many to compare.');
  });

  it('tells every breaker how its own call ended, and pays no retry for those asked at once', async () => {
    const breaker = new Breaker({ failureThreshold: 1 });
    const retryBudget = new RetryBudget(steppedClock());
    await run({ options, breaker, retryBudget, scripts: () => ({ a: fails(), b: says('42'), c: says('42') }) });
    const breakerState = (provider: string) => breaker.stateOf({ id: `${provider}/one`, provider }).state;
    expect(['a', 'b', 'c'].map(breakerState)).toEqual(['open', 'closed', 'closed']);
    expect(retryBudget.level).toBe(1);
  });
});
