import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { steppedClock } from '../../../tests/support/clock';
import { RetryShare, type RetryToken } from './retry-share';

function shareWithClock() {
  const clock = steppedClock();
  return { clock, share: new RetryShare(clock) };
}

const takeAll = (share: RetryShare) => {
  let taken = 0;
  while (share.take()) taken++;
  return taken;
};

describe('RetryShare', () => {
  it('lets three retries fail at once, then one for every dozen requests', () => {
    const { share } = shareWithClock();
    expect(takeAll(share)).toBe(3);
    for (let i = 0; i < 11; i++) share.recordRequest();
    expect(share.take()).toBeNull();
    share.recordRequest();
    expect(takeAll(share)).toBe(1);
  });

  it('lets few callers retry too: one failed retry every twelve seconds, and never more than three saved up', () => {
    const { share, clock } = shareWithClock();
    takeAll(share);
    clock.step(11_999);
    expect(share.take()).toBeNull();
    clock.step(1);
    expect(takeAll(share)).toBe(1);
    clock.step(3_600_000);
    expect(takeAll(share)).toBe(3);
  });

  it('charges nothing for a retry that succeeds, and gives back once', () => {
    const { share } = shareWithClock();
    for (let i = 0; i < 100; i++) share.take()?.refund();
    expect(share.level).toBe(1);
    const token = share.take();
    takeAll(share);
    token?.refund();
    token?.refund();
    expect(takeAll(share)).toBe(1);
  });

  it('is not upset by a clock that is set back', () => {
    let now = 1_000_000;
    const share = new RetryShare({ now: () => now, after: () => () => undefined });
    takeAll(share);
    now -= 60_000;
    expect(share.take()).toBeNull();
    now += 12_000;
    expect(takeAll(share)).toBe(1);
  });

  const happening = fc.oneof(
    fc.record({ what: fc.constant('asked' as const), times: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ what: fc.constant('retries' as const), times: fc.integer({ min: 1, max: 10 }) }),
    fc.record({ what: fc.constant('succeeds' as const), times: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ what: fc.constant('seconds' as const), times: fc.integer({ min: 1, max: 20 }) }),
  );

  it('never has more retries failed or on their way than the floor and the share, from any moment on', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), fc.nat(60), (course, from) => {
        const { share, clock } = shareWithClock();
        const held: RetryToken[] = [];
        let [spent, asked, seconds] = [0, 0, 0];
        course.forEach(({ what, times }, place) => {
          const counts = place >= from ? 1 : 0;
          for (let i = 0; i < times; i++) {
            if (what === 'asked') {
              share.recordRequest();
              asked += counts;
            } else if (what === 'seconds') {
              clock.step(1_000);
              seconds += counts;
            } else if (what === 'succeeds') {
              const token = held.pop();
              token?.refund();
              if (token && spent > 0) spent--;
            } else {
              const token = share.take();
              if (token && counts) held.push(token);
              if (token) spent += counts;
            }
          }
          expect(spent).toBeLessThanOrEqual(3 + asked / 12 + seconds / 12 + 1e-9);
        });
      }),
    );
  });
});
