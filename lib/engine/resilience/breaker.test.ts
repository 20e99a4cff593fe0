import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { steppedClock } from '../../../tests/support/clock';
import { createFailure, type Failure } from '../execute/failure';
import { Breaker, type BreakerChange, type Permit } from './breaker';

const down = createFailure('server', 'down');
const MODEL = { id: 'openai/gpt-4o', provider: 'openai' };
const OTHER = { id: 'other/model', provider: 'other' };
const SIBLING = { id: 'openai/gpt-4o-mini', provider: 'openai' };

function breakerWithClock(options = {}) {
  const clock = steppedClock();
  return { clock, breaker: new Breaker(options, clock, () => 0) };
}

function acquire(breaker: Breaker, model = MODEL): Permit {
  const permit = breaker.acquire(model);
  if (!permit) throw new Error('No call is let through.');
  return permit;
}

function fail(breaker: Breaker, failure: Failure = down, times = 1) {
  for (let i = 0; i < times; i++) acquire(breaker).failed(failure);
}

const isOpen = (breaker: Breaker, model = MODEL) => breaker.stateOf(model).state === 'open';

describe('Breaker', () => {
  it('opens after five failures in a row, and not after four', () => {
    const { breaker } = breakerWithClock();
    fail(breaker, down, 4);
    expect(breaker.stateOf(MODEL).state).toBe('closed');
    fail(breaker);
    expect(breaker.stateOf(MODEL)).toMatchObject({ state: 'open', why: 'down' });
    expect(breaker.acquire(MODEL)).toBeNull();
  });

  it('starts counting anew after a success', () => {
    const { breaker } = breakerWithClock();
    fail(breaker, down, 4);
    acquire(breaker).succeeded();
    fail(breaker, down, 4);
    expect(breaker.stateOf(MODEL).state).toBe('closed');
  });

  it('opens when half of twenty calls within half a minute failed', () => {
    const { breaker } = breakerWithClock();
    for (let i = 0; i < 9; i++) {
      fail(breaker);
      acquire(breaker).succeeded();
    }
    expect(isOpen(breaker)).toBe(false);
    acquire(breaker).succeeded();
    fail(breaker);
    expect(isOpen(breaker)).toBe(true);
  });

  it('forgets failures older than half a minute', () => {
    const { breaker, clock } = breakerWithClock();
    for (let i = 0; i < 10; i++) {
      fail(breaker);
      clock.step(4_000);
      acquire(breaker).succeeded();
    }
    expect(isOpen(breaker)).toBe(false);
  });

  it('lets exactly one probe through when its time is up, and closes when it succeeds', () => {
    const { breaker, clock } = breakerWithClock();
    fail(breaker, down, 5);
    clock.step(30_000);
    expect(breaker.stateOf(MODEL).state).toBe('half-open');
    const probe = acquire(breaker);
    expect(breaker.acquire(MODEL)).toBeNull();
    expect(isOpen(breaker)).toBe(true);
    probe.succeeded();
    expect(breaker.stateOf(MODEL).state).toBe('closed');
  });

  it('doubles its time each time a probe fails, up to five minutes', () => {
    const { breaker, clock } = breakerWithClock();
    fail(breaker, down, 5);
    for (const waitMs of [30_000, 60_000, 120_000, 240_000, 300_000, 300_000]) {
      clock.step(waitMs - 1);
      acquire(breaker, { id: 'groq/x', provider: 'groq' }).succeeded();
      expect(breaker.acquire(MODEL)).toBeNull();
      clock.step(1);
      fail(breaker);
    }
  });

  it('doubts a provider after two failures in a row of any of its models, until one succeeds', () => {
    const { breaker } = breakerWithClock();
    fail(breaker);
    acquire(breaker, SIBLING).failed(down);
    acquire(breaker, OTHER).succeeded();
    expect(breaker.isRisky(MODEL)).toBe(true);
    expect(breaker.isRisky(OTHER)).toBe(false);
    acquire(breaker).firstContent();
    expect(breaker.isRisky(SIBLING)).toBe(false);
  });

  it('doubts a provider after a single failure only while nobody has been served since', () => {
    const { breaker } = breakerWithClock();
    fail(breaker);
    expect(breaker.isRisky(SIBLING)).toBe(true);
    acquire(breaker, OTHER).succeeded();
    expect(breaker.isRisky(SIBLING)).toBe(false);
  });

  it('does not doubt a provider for a caller’s mistake, an unknown model or a call that was cancelled', () => {
    const { breaker } = breakerWithClock();
    for (const kind of ['invalid-request', 'model-missing', 'cancelled'] as const)
      for (let i = 0; i < 3; i++) breaker.acquire(MODEL)?.failed(createFailure(kind, kind));
    expect(breaker.isRisky(SIBLING)).toBe(false);
  });

  it('forgets a doubt after half a minute, but doubts whom it has not proven again', () => {
    const { breaker, clock } = breakerWithClock();
    fail(breaker, down, 2);
    clock.step(30_000);
    expect(breaker.isRisky(MODEL)).toBe(false);
    fail(breaker, down, 3);
    clock.step(30_000);
    expect(breaker.stateOf(MODEL).state).toBe('half-open');
    expect(breaker.isRisky(MODEL)).toBe(true);
    expect(breaker.isRisky(SIBLING)).toBe(false);
  });

  it('gives a probe back that was cancelled, so that another may try', () => {
    const { breaker, clock } = breakerWithClock();
    fail(breaker, down, 5);
    clock.step(30_000);
    acquire(breaker).failed(createFailure('cancelled', 'gone'));
    expect(breaker.acquire(MODEL)).not.toBeNull();
  });

  it('does not let a call from before the opening speak for the probe', () => {
    const { breaker, clock } = breakerWithClock();
    const early = acquire(breaker);
    const earlyToo = acquire(breaker);
    fail(breaker, down, 5);
    early.succeeded();
    expect(isOpen(breaker)).toBe(true);
    clock.step(30_000);
    const probe = acquire(breaker);
    earlyToo.failed(down);
    probe.succeeded();
    expect(breaker.stateOf(MODEL).state).toBe('closed');
  });

  it('counts a permit once, whatever is said after that', () => {
    const { breaker } = breakerWithClock();
    const permit = acquire(breaker);
    for (let i = 0; i < 10; i++) permit.failed(down);
    expect(breaker.stateOf(MODEL).state).toBe('closed');
  });

  it('cools down for as long as the vendor says, and that is no failure', () => {
    const { breaker, clock } = breakerWithClock();
    fail(breaker, createFailure('rate-limit', 'slow down', { retryAfterMs: 20_000 }));
    expect(breaker.stateOf(MODEL)).toMatchObject({ state: 'cooling' });
    clock.step(20_000);
    expect(breaker.stateOf(MODEL).state).toBe('closed');
    fail(breaker, down, 4);
    expect(breaker.stateOf(MODEL).state).toBe('closed');
  });

  it('waits one, two, then four seconds for a vendor that does not say', () => {
    const { breaker, clock } = breakerWithClock();
    for (const waitMs of [1_000, 2_000, 4_000, 4_000]) {
      fail(breaker, createFailure('rate-limit', 'slow down'));
      clock.step(waitMs - 1);
      expect(breaker.stateOf(MODEL).state).toBe('cooling');
      clock.step(1);
      expect(breaker.stateOf(MODEL).state).toBe('closed');
    }
  });

  it('waits out a throttle that a probe met before it probes again', () => {
    const { breaker, clock } = breakerWithClock();
    fail(breaker, down, 5);
    clock.step(30_000);
    fail(breaker, createFailure('rate-limit', 'slow down', { retryAfterMs: 7_000 }));
    expect(breaker.stateOf(MODEL).state).toBe('cooling');
    clock.step(7_000);
    expect(breaker.stateOf(MODEL).state).toBe('half-open');
  });

  it('opens for every model of a provider whose key was refused, and probes with one call', () => {
    const { breaker, clock } = breakerWithClock();
    fail(breaker, createFailure('auth', 'key refused'));
    expect(breaker.stateOf(SIBLING)).toMatchObject({ state: 'open', why: 'key refused' });
    clock.step(60_000);
    const probe = acquire(breaker, SIBLING);
    expect(breaker.acquire(MODEL)).toBeNull();
    probe.succeeded();
    expect(breaker.stateOf(MODEL).state).toBe('closed');
  });

  it('opens for a missing model alone', () => {
    const { breaker } = breakerWithClock();
    fail(breaker, createFailure('model-missing', 'no such model'));
    expect(isOpen(breaker)).toBe(true);
    expect(breaker.stateOf(SIBLING).state).toBe('closed');
  });

  it('never opens for a caller’s own mistake', () => {
    const { breaker } = breakerWithClock();
    for (const kind of ['invalid-request', 'context-length', 'conflict', 'cancelled'] as const)
      fail(breaker, createFailure(kind, 'bad'), 100);
    expect(breaker.stateOf(MODEL).state).toBe('closed');
  });

  it('lets the next call probe when it is told to, and not more than one', () => {
    const { breaker } = breakerWithClock();
    fail(breaker, down, 5);
    breaker.probeNow(MODEL);
    expect([breaker.acquire(MODEL) !== null, breaker.acquire(MODEL) !== null]).toEqual([true, false]);
  });

  it('tells of each change, once', () => {
    const { breaker, clock } = breakerWithClock();
    const changes: BreakerChange[] = [];
    breaker.onChange = (change) => changes.push(change);
    fail(breaker, down, 5);
    clock.step(30_000);
    fail(breaker);
    clock.step(60_000);
    acquire(breaker).succeeded();
    expect(changes.map(({ key, to }) => `${key} ${to.state}`)).toEqual(
      ['open', 'half-open', 'open', 'half-open', 'closed'].map((state) => `openai/gpt-4o ${state}`),
    );
  });

  it('takes the first word of a probe for proof: a long answer does not keep the others waiting', () => {
    const { breaker, clock } = breakerWithClock();
    fail(breaker, down, 5);
    clock.step(30_000);
    const probe = acquire(breaker);
    probe.firstContent();
    expect(breaker.stateOf(MODEL).state).toBe('closed');
    probe.failed(down);
    fail(breaker, down, 3);
    expect(breaker.stateOf(MODEL).state).toBe('closed');
    fail(breaker);
    expect(isOpen(breaker)).toBe(true);
  });

  it('goes on probing every half minute when nobody is served at all, and not when somebody is', () => {
    const { breaker, clock } = breakerWithClock();
    fail(breaker, down, 5);
    for (let i = 0; i < 8; i++) {
      clock.step(30_000);
      fail(breaker);
    }
    clock.step(29_999);
    expect(isOpen(breaker)).toBe(true);
    acquire(breaker, { id: 'groq/x', provider: 'groq' }).succeeded();
    clock.step(1);
    expect(isOpen(breaker)).toBe(true);
  });

  it('obeys the article’s options', () => {
    const { breaker, clock } = breakerWithClock({ failureThreshold: 2, resetTimeout: 5_000, halfOpenRequests: 2 });
    fail(breaker, down, 2);
    expect(isOpen(breaker)).toBe(true);
    clock.step(5_000);
    const taken = [1, 2, 3].map(() => breaker.acquire(MODEL) !== null);
    expect(taken).toEqual([true, true, false]);
  });

  it('never lets two probes through at once, whatever happens in whatever order', () => {
    const step = fc.oneof(
      fc.constant('acquire' as const),
      fc.constant('succeed' as const),
      fc.constant('fail' as const),
      fc.constant('release' as const),
      fc.integer({ min: 1, max: 70_000 }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const { breaker, clock } = breakerWithClock();
        const held: { permit: Permit; isProbe: boolean }[] = [];
        for (const next of steps) {
          if (typeof next === 'number') clock.step(next);
          else if (next === 'acquire') {
            const isProbe = breaker.stateOf(MODEL).state === 'half-open';
            const permit = breaker.acquire(MODEL);
            if (permit && isProbe) expect(held.some((other) => other.isProbe)).toBe(false);
            if (permit) held.push({ permit, isProbe });
          } else {
            const [settled] = held.splice(0, 1);
            if (next === 'succeed') settled?.permit.succeeded();
            else if (next === 'fail') settled?.permit.failed(down);
            else settled?.permit.release();
          }
        }
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});

describe('what processes tell each other', () => {
  it('is open where another one is, and closes when that one does', () => {
    const { breaker: mine } = breakerWithClock();
    const { breaker: theirs, clock } = breakerWithClock();
    fail(theirs, down, 5);
    mine.learn([theirs.views()]);
    expect(mine.stateOf(MODEL)).toMatchObject({ state: 'open', why: 'down' });
    clock.step(30_000);
    acquire(theirs).succeeded();
    mine.learn([theirs.views()]);
    expect(mine.stateOf(MODEL).state).toBe('closed');
  });

  it('waits out another one’s throttle', () => {
    const { breaker: mine, clock } = breakerWithClock();
    const { breaker: theirs } = breakerWithClock();
    fail(theirs, createFailure('rate-limit', 'slow down', { retryAfterMs: 20_000 }));
    mine.learn([theirs.views()]);
    expect(mine.stateOf(MODEL).state).toBe('cooling');
    clock.step(20_000);
    expect(mine.stateOf(MODEL).state).toBe('closed');
  });

  it('adds up failures in a row that several processes saw', () => {
    const { breaker: mine } = breakerWithClock();
    const { breaker: theirs } = breakerWithClock();
    fail(theirs, down, 3);
    mine.learn([theirs.views()]);
    fail(mine);
    expect(isOpen(mine)).toBe(false);
    fail(mine);
    expect(isOpen(mine)).toBe(true);
  });

  it('does not pass on what it was told', () => {
    const { breaker: mine } = breakerWithClock();
    const { breaker: theirs } = breakerWithClock();
    fail(theirs, down, 5);
    mine.learn([theirs.views()]);
    expect(mine.views()).toEqual({});
  });

  it('opens by itself what another one has closed again', () => {
    const { breaker: mine } = breakerWithClock();
    fail(mine, down, 5);
    mine.learn([{}]);
    expect(isOpen(mine)).toBe(true);
  });
});
