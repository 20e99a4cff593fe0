import { describe, expect, it } from 'vitest';
import { decisionOf } from '../../../tests/support/store-contract';
import type { Decision } from '../types';
import { amountsToReserve, withinReservation } from './reservation';

const [FIRST] = decisionOf('simple').candidates;

/** A decision with so many candidates, of which the first are asked at once. */
function decision(candidates: number, lanes: number, consensus = false): Decision {
  const models = Array.from({ length: candidates }, (_, i) => `m${i}`);
  return {
    ...decisionOf('simple'),
    exclusions: [],
    candidates: models.map((model) => ({ ...(FIRST as NonNullable<typeof FIRST>), model })),
    ...(lanes > 1 && {
      parallel: { wanted: lanes, planned: lanes, models: models.slice(0, lanes), consensus, shortfall: null },
    }),
  };
}

const listIds = ({ candidates }: Decision) => candidates.map(({ model }) => model);

describe('what is reserved', () => {
  it('is one call’s worst case when one is asked at a time, never that of a candidate beyond the attempts', () => {
    expect(amountsToReserve(decision(6, 1), [5, 9, 1, 2, 50, 60])).toEqual([1, 2, 5, 9]);
  });

  it('may be for any candidate that fits, however far behind', () => {
    expect(amountsToReserve(decision(6, 1), [300, 250, 220, 210, 2, 1])).toEqual([1, 2, 210, 220, 250, 300]);
  });

  it('is not more than those who take the place of the dearest may cost', () => {
    expect(amountsToReserve(decision(6, 1), [10, 3, 3, 3, 3, 8])).toEqual([3, 10]);
  });

  it('covers every refusal that must be paid, where the next is asked then', () => {
    expect(Math.max(...amountsToReserve(decision(6, 1), [5, 9, 1, 2, 50, 60], true))).toBe(17);
    expect(Math.min(...amountsToReserve(decision(6, 1), [5, 9, 1, 2, 50, 60], true))).toBe(1);
  });

  it('is nothing when nobody can be asked', () => {
    expect(amountsToReserve(decision(0, 1), [])).toEqual([]);
  });

  it('is that of all calls that run at once', () => {
    expect(Math.max(...amountsToReserve(decision(3, 3), [5, 9, 1]))).toBe(15);
  });

  it('covers the dearest of those that may take a failed one’s place', () => {
    expect(Math.max(...amountsToReserve(decision(4, 2), [5, 1, 9, 2]))).toBe(14);
  });

  it('covers those that take the place of one that broke off and must be paid, where all are heard', () => {
    expect(Math.max(...amountsToReserve(decision(6, 3, true), [1, 2, 3, 4, 5, 6]))).toBe(21);
  });

  it('may be for the cheapest alone: a budget without room for several still has room for one', () => {
    expect(Math.min(...amountsToReserve(decision(3, 3, true), [5, 9, 1]))).toBe(1);
  });
});

describe('what a reservation allows', () => {
  it('are the candidates whose worst case it covers', () => {
    const { candidates, exclusions } = withinReservation(decision(3, 1), [5, 9, 1], 5);
    expect(candidates.map(({ model }) => model)).toEqual(['m0', 'm2']);
    expect(exclusions).toMatchObject([{ model: 'm1', code: 'budget' }]);
  });

  it('are fewer at once when it does not cover all, and it is said', () => {
    const cut = withinReservation(decision(3, 3), [5, 9, 1], 6);
    expect(listIds(cut)).toEqual(['m0', 'm2']);
    expect(cut.parallel).toMatchObject({
      models: ['m0', 'm2'],
      planned: 3,
      shortfall: '2 of 3 models are called: the remaining budget does not cover more.',
    });
    expect(cut.exclusions).toMatchObject([{ model: 'm1', code: 'budget' }]);
  });

  it('are the cheapest when more of them can be asked at once', () => {
    expect(listIds(withinReservation(decision(3, 2), [2, 1, 1], 2))).toEqual(['m1', 'm2']);
    expect(listIds(withinReservation(decision(3, 1), [2, 1, 1], 2, true))).toEqual(['m0']);
  });

  it('are all when it covers all', () => {
    const whole = decision(4, 3);
    expect(withinReservation(whole, [1, 2, 3, 4], 9)).toBe(whole);
  });

  it.each([
    [3, true, false],
    [3, false, false],
    [3, false, true],
    [1, false, true],
    [1, false, false],
  ])(
    'never lets calls be paid beyond it (%i at once, all heard: %s, after refusals: %s)',
    (lanes, consensus, refused) => {
      const worst = [7, 3, 9, 2, 8, 1];
      const asked = decision(6, lanes, consensus);
      for (const reserved of amountsToReserve(asked, worst, refused)) {
        const { candidates, parallel } = withinReservation(asked, worst, reserved, refused);
        const costs = candidates.map(({ model }) => worst[Number(model.slice(1))] ?? 0).sort((a, b) => b - a);
        const atOnce = parallel?.models.length ?? 1;
        const paid = costs.slice(0, consensus || refused ? atOnce + 3 : atOnce);
        expect(paid.reduce((sum, cost) => sum + cost, 0)).toBeLessThanOrEqual(reserved);
        expect(candidates.length).toBeGreaterThan(0);
      }
    },
  );
});
