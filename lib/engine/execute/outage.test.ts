import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SteppedClock, steppedClock } from '../../../tests/support/clock';
import { readExecution, runWhatCan, startExecution } from '../../../tests/support/execution';
import { chunk, fails, hangs, type Script, says, testModel } from '../../../tests/support/fakes/providers';
import { Breaker } from '../resilience/breaker';
import { RetryBudget } from '../resilience/retry-budget';
import type { Attempt, Outcome } from '../types';
import { createFailure, type FailureKind } from './failure';

const KINDS: FailureKind[] = ['connection', 'overloaded', 'server'];
const failing = (place: number) => fails(createFailure(KINDS[place % KINDS.length] as FailureKind, 'down'));

/** What a process shares, on one clock. */
function createProcess() {
  const clock = steppedClock();
  return { clock, breaker: new Breaker({}, clock, () => 0), retryBudget: new RetryBudget(clock), random: () => 0 };
}

interface Course {
  vendors: number;
  modelsEach: number;
  perSecond: number;
  seconds: number;
}

/** A steady stream of requests while every vendor is down. */
async function outage({ vendors, modelsEach, perSecond, seconds }: Course) {
  const shared = createProcess();
  const startedAt = shared.clock.now();
  const ids = Array.from({ length: vendors }, (_, place) => `v${place}`);
  const scripts = Object.fromEntries(ids.map((id, place) => [id, failing(place)]));
  const models = ids.flatMap((id) => Array.from({ length: modelsEach }, (_, place) => testModel(`${id}/m${place}`)));
  const outcomes: Promise<{ outcome: Outcome }>[] = [];
  for (let i = 0; i < perSecond * seconds; i++) {
    outcomes.push(readExecution(startExecution({ scripts, models, ...shared }).events));
    await runWhatCan();
    shared.clock.step(1_000 / perSecond);
  }
  for (let i = 0; i < 5; i++) {
    await runWhatCan();
    shared.clock.step(100);
  }
  const attempts = (await Promise.all(outcomes)).flatMap(({ outcome }) => outcome.attempts);
  return { attempts, startedAt };
}

function countBySecond(attempts: Attempt[], startedAt: number, seconds: number): number[] {
  const toSecond = ({ startedAt: at }: Attempt) => Math.floor((at - startedAt) / 1_000);
  return Array.from({ length: seconds }, (_, second) => attempts.filter((one) => toSecond(one) === second).length);
}

const sumCounts = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);

describe('a total outage', () => {
  it.each([10, 20, 50])('is no storm at %i requests a second, but for its first second', async (perSecond) => {
    const { attempts, startedAt } = await outage({ vendors: 3, modelsEach: 10, perSecond, seconds: 15 });
    const calls = countBySecond(attempts, startedAt, 15);
    expect(Math.max(...calls.slice(1))).toBeLessThanOrEqual(1.2 * perSecond);
    // The first second pays for noticing, out of what was saved up.
    expect(sumCounts(calls.slice(0, 5))).toBeLessThanOrEqual(1.2 * 5 * perSecond);
  });

  it('never fails more retries than the share, what was saved up, one a vendor and two of the last model to notice', async () => {
    const courses = fc.record({
      vendors: fc.integer({ min: 1, max: 5 }),
      modelsEach: fc.integer({ min: 1, max: 6 }),
      perSecond: fc.constantFrom(1, 2, 5, 20),
      seconds: fc.integer({ min: 1, max: 25 }),
    });
    await fc.assert(
      fc.asyncProperty(courses, async (course) => {
        const { attempts } = await outage(course);
        const retries = attempts.filter(({ number }) => number > 1).length;
        const asked = course.perSecond * course.seconds;
        expect(retries).toBeLessThanOrEqual(3 + asked / 12 + (course.seconds + 0.5) / 12 + course.vendors + 2);
      }),
      { numRuns: 40 },
    );
  });

  it('leaves a lone request all of its attempts', async () => {
    const { attempts } = await outage({ vendors: 1, modelsEach: 4, perSecond: 1, seconds: 1 });
    expect(attempts).toHaveLength(4);
  });
});

describe('after failures', () => {
  /** A process that saw `doubted` fail twice and whose share is used up. */
  function troubled(...doubted: string[]) {
    const shared = createProcess();
    for (const provider of doubted)
      for (let i = 0; i < 2; i++)
        shared.breaker.acquire({ id: `${provider}/x`, provider })?.failed(createFailure('server', 'down'));
    while (shared.retryBudget.share.take());
    return shared;
  }

  it('asks whoever is in good standing when too many retries have failed, and passes over the others', async () => {
    const scripts = { a: fails(), b: says('never asked'), c: says('Hi') };
    const { outcome } = await readExecution(startExecution({ scripts, ...troubled('b') }).events);
    expect(outcome.attempts.map(({ provider }) => provider)).toEqual(['a', 'c']);
    expect(outcome.status).toBe('succeeded');
  });

  it('tells the caller the upstream’s failure when nobody is in good standing', async () => {
    const scripts = { a: failing(2), b: says('never asked') };
    const { outcome } = await readExecution(startExecution({ scripts, ...troubled('b') }).events);
    expect(outcome).toMatchObject({ status: 'failed', attempts: [{ provider: 'a' }], failure: { kind: 'server' } });
  });

  it('asks the same again at the first two failures of a model that is alone, whatever others did, and then no more', async () => {
    const shared = { ...troubled('b'), random: () => 0 };
    const counts = [];
    for (let i = 0; i < 4; i++) {
      const reading = readExecution(startExecution({ scripts: { a: failing(2) }, ...shared }).events);
      await runWhatCan();
      shared.clock.step(200);
      counts.push((await reading).outcome.attempts.length);
    }
    expect(counts).toEqual([2, 2, 1, 1]);
  });

  it('trusts a provider again at its first word', async () => {
    const shared = troubled('b');
    await readExecution(startExecution({ scripts: { b: says('Hi') }, ...shared }).events);
    const { outcome } = await readExecution(
      startExecution({ scripts: { a: fails(), b: says('Hi') }, ...shared }).events,
    );
    expect(outcome.answeredBy?.provider).toBe('b');
  });
});

describe('the death of one provider', () => {
  const until = (clock: SteppedClock, ms: number, then: Script): Script =>
    async function* (call, signal) {
      await new Promise<void>((resolve) => clock.after(ms, resolve));
      yield* then(call, signal);
    };

  it('leaves a fallback to each of a hundred requests in flight, though the fallback takes its time', async () => {
    const shared = createProcess();
    const scripts = { a: until(shared.clock, 1_000, fails()), b: until(shared.clock, 2_000, says('Hi')) };
    const readings = Array.from({ length: 100 }, () => readExecution(startExecution({ scripts, ...shared }).events));
    for (let i = 0; i < 4; i++) {
      await runWhatCan();
      shared.clock.step(1_000);
    }
    const outcomes = (await Promise.all(readings)).map(({ outcome }) => outcome);
    expect(outcomes.filter(({ answeredBy }) => answeredBy?.provider === 'b')).toHaveLength(100);
    expect(shared.retryBudget.share.level).toBe(1);
  });

  it('gives back what a fallback took at its first word: two hundred long streams hold nothing', async () => {
    const { clock, ...shared } = createProcess();
    const long: Script = async function* (call, signal) {
      yield chunk({ content: 'Once' });
      await new Promise<void>((resolve) => clock.after(20_000, resolve));
      yield* says(' upon a time')(call, signal);
    };
    const scripts = { a: fails(), b: long };
    const readings = [];
    for (let i = 0; i < 200; i++) {
      readings.push(
        readExecution(startExecution({ scripts, clock, ...shared, breaker: new Breaker({}, clock) }).events),
      );
      await runWhatCan();
    }
    expect([shared.retryBudget.level, shared.retryBudget.share.level]).toEqual([1, 1]);
    clock.step(20_000);
    const outcomes = (await Promise.all(readings)).map(({ outcome }) => outcome);
    expect(outcomes.filter(({ status }) => status === 'succeeded')).toHaveLength(200);
  });

  it('charges nothing for a fallback whose caller left', async () => {
    const { clock, ...shared } = createProcess();
    const leave = new AbortController();
    const scripts = { a: fails(), b: hangs() };
    const reading = readExecution(startExecution({ scripts, clock, ...shared, signal: leave.signal }).events);
    await runWhatCan();
    expect(shared.retryBudget.share.level).toBeLessThan(1);
    leave.abort();
    expect((await reading).outcome.status).toBe('cancelled');
    expect(shared.retryBudget.share.level).toBe(1);
  });
});
