import { describe, expect, it } from 'vitest';
import { steppedClock } from '../../tests/support/clock';
import { Breaker } from './breaker';
import { failureOf } from './failure';

const down = failureOf('server', 'down');
const KEY = 'openai/gpt-4o';

function breakerWithClock(options = {}) {
  const clock = steppedClock();
  return { clock, breaker: new Breaker(options, clock, () => 0) };
}

function failTimes(breaker: Breaker, times: number) {
  for (let i = 0; i < times; i++) breaker.recordFailure(KEY, down);
}

describe('Breaker', () => {
  it('opens after five failures in a row, and not after four', () => {
    const { breaker } = breakerWithClock();
    failTimes(breaker, 4);
    expect(breaker.tryAcquire(KEY)).toBe(true);
    failTimes(breaker, 1);
    expect(breaker.stateOf(KEY)).toMatchObject({ state: 'open', why: 'down' });
    expect(breaker.tryAcquire(KEY)).toBe(false);
  });

  it('starts counting anew after a success', () => {
    const { breaker } = breakerWithClock();
    failTimes(breaker, 4);
    breaker.recordSuccess(KEY);
    failTimes(breaker, 4);
    expect(breaker.stateOf(KEY).state).toBe('closed');
  });

  it('opens when half of twenty calls within half a minute failed', () => {
    const { breaker } = breakerWithClock();
    for (let i = 0; i < 10; i++) {
      breaker.recordFailure(KEY, down);
      breaker.recordSuccess(KEY);
      if (i < 9) expect(breaker.stateOf(KEY).state).toBe('closed');
    }
    breaker.recordFailure(KEY, down);
    expect(breaker.stateOf(KEY).state).toBe('open');
  });

  it('lets exactly one probe through when its time is up, and closes when it succeeds', () => {
    const { breaker, clock } = breakerWithClock();
    failTimes(breaker, 5);
    clock.step(30_000);
    expect(breaker.stateOf(KEY).state).toBe('half-open');
    expect(breaker.tryAcquire(KEY)).toBe(true);
    expect(breaker.tryAcquire(KEY)).toBe(false);
    breaker.recordSuccess(KEY);
    expect(breaker.stateOf(KEY).state).toBe('closed');
  });

  it('doubles its time each time a probe fails, up to five minutes', () => {
    const { breaker, clock } = breakerWithClock();
    failTimes(breaker, 5);
    for (const waitMs of [30_000, 60_000, 120_000, 240_000, 300_000, 300_000]) {
      clock.step(waitMs - 1);
      expect(breaker.tryAcquire(KEY)).toBe(false);
      clock.step(1);
      expect(breaker.tryAcquire(KEY)).toBe(true);
      breaker.recordFailure(KEY, down);
    }
  });

  it('gives a probe back that was cancelled, so that another may try', () => {
    const { breaker, clock } = breakerWithClock();
    failTimes(breaker, 5);
    clock.step(30_000);
    breaker.tryAcquire(KEY);
    breaker.recordFailure(KEY, failureOf('cancelled', 'gone'));
    expect(breaker.tryAcquire(KEY)).toBe(true);
  });

  it('cools down for as long as the vendor says, and that is no failure', () => {
    const { breaker, clock } = breakerWithClock();
    breaker.recordFailure(KEY, failureOf('rate-limit', 'slow down', { retryAfterMs: 20_000 }));
    expect(breaker.stateOf(KEY)).toMatchObject({ state: 'cooling' });
    clock.step(20_000);
    expect(breaker.stateOf(KEY).state).toBe('closed');
    failTimes(breaker, 4);
    expect(breaker.stateOf(KEY).state).toBe('closed');
  });

  it('waits one, two, then four seconds for a vendor that does not say', () => {
    const { breaker, clock } = breakerWithClock();
    for (const waitMs of [1_000, 2_000, 4_000, 4_000]) {
      breaker.recordFailure(KEY, failureOf('rate-limit', 'slow down'));
      clock.step(waitMs - 1);
      expect(breaker.stateOf(KEY).state).toBe('cooling');
      clock.step(1);
      expect(breaker.stateOf(KEY).state).toBe('closed');
    }
  });

  it('opens at once for a refused key, without a storm of retries', () => {
    const { breaker } = breakerWithClock();
    breaker.recordFailure(KEY, failureOf('auth', 'key refused'));
    expect(breaker.stateOf(KEY).state).toBe('open');
  });

  it('never opens for a caller’s own mistake', () => {
    const { breaker } = breakerWithClock();
    for (let i = 0; i < 100; i++) breaker.recordFailure(KEY, failureOf('invalid-request', 'bad'));
    for (let i = 0; i < 100; i++) breaker.recordFailure(KEY, failureOf('context-length', 'long'));
    expect(breaker.stateOf(KEY).state).toBe('closed');
  });

  it('obeys the article’s options', () => {
    const { breaker, clock } = breakerWithClock({ failureThreshold: 2, resetTimeout: 5_000, halfOpenRequests: 2 });
    failTimes(breaker, 2);
    expect(breaker.stateOf(KEY).state).toBe('open');
    clock.step(5_000);
    expect([breaker.tryAcquire(KEY), breaker.tryAcquire(KEY), breaker.tryAcquire(KEY)]).toEqual([true, true, false]);
  });
});
