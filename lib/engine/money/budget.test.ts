import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LADDER, type LadderStep, ladderProblem, stepNanoUsd, stepReached } from './budget';

const warnAt = (...percents: number[]): LadderStep[] => percents.map((percent) => ({ percent, action: 'warn' }));

describe('a ladder', () => {
  it('is fine as it comes, and empty', () => {
    expect(ladderProblem(DEFAULT_LADDER)).toBeNull();
    expect(ladderProblem([])).toBeNull();
  });

  it.each([
    [warnAt(70, 60), '60 % cannot come after 70 %'],
    [warnAt(70, 70), '70 % cannot come after 70 %'],
    [warnAt(0), 'from 1 to 100'],
    [warnAt(101), 'from 1 to 100'],
    [warnAt(7.5), 'from 1 to 100'],
    [warnAt(Number.NaN), 'from 1 to 100'],
    [warnAt(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), 'at most 10 steps'],
    [[{ percent: 90, action: 'stop' }] as LadderStep[], 'A step at 100 % must be Stop'],
    [[{ percent: 100, action: 'free' }] as LadderStep[], 'A step at 100 % must be Stop'],
  ])('%j is refused in words', (ladder, words) => {
    expect(ladderProblem(ladder)).toContain(words);
  });

  it('reaches a step at the first nano-dollar that is its share of the limit', () => {
    const step = fc.record({ percent: fc.integer({ min: 1, max: 100 }), action: fc.constant('warn' as const) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_000_000_000 }), step, (limit, one) => {
        const at = stepNanoUsd(limit, one);
        expect(stepReached(at, limit, [one])).toEqual(one);
        expect(stepReached(at - 1, limit, [one])).toBeNull();
      }),
    );
  });
});
