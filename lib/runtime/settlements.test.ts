import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attemptOf, outcomeOf } from '../../tests/support/store-contract';
import type { Settlement } from '../engine/store';
import { Settlements } from './settlements';

const createSettlement = (requestId: string): Settlement => ({
  requestId,
  outcome: outcomeOf([attemptOf('acme', 1)], null),
  answer: null,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function recording(fails: (ids: string[]) => boolean = () => false) {
  const batches: string[][] = [];
  const settle = async (settlements: Settlement[]) => {
    const ids = settlements.map(({ requestId }) => requestId);
    if (fails(ids)) throw new Error('the database is away');
    await Promise.resolve();
    batches.push(ids);
  };
  return { batches, settlements: new Settlements(settle, () => undefined) };
}

describe('Settlements', () => {
  it('settles the first at once, and what comes meanwhile together', async () => {
    const { batches, settlements } = recording();
    await Promise.all(['a', 'b', 'c'].map((id) => settlements.submit(createSettlement(id))));
    expect(batches).toEqual([['a'], ['b', 'c']]);
    expect(settlements.waiting).toBe(0);
  });

  it('lets an answer go after a moment while the database is away, and settles once it is back', async () => {
    let isAway = true;
    const { batches, settlements } = recording(() => isAway);
    const submitted = settlements.submit(createSettlement('a'));
    await vi.advanceTimersByTimeAsync(250);
    await submitted;
    expect(settlements.waiting).toBe(1);
    isAway = false;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(batches).toEqual([['a']]);
    expect(settlements.waiting).toBe(0);
  });

  it('lets what is said of an answer wait for its settlement, and no longer than it must', async () => {
    let isAway = true;
    const { settlements } = recording(() => isAway);
    void settlements.submit(createSettlement('a'));
    let isSettled = false;
    const settled = settlements.settled('a').then(() => {
      isSettled = true;
    });
    await settlements.settled('b');
    await vi.advanceTimersByTimeAsync(900);
    expect(isSettled).toBe(false);
    isAway = false;
    await vi.advanceTimersByTimeAsync(200);
    expect(isSettled).toBe(true);
    await settled;
    await settlements.settled('a');
  });

  it('does not let one row that the database refuses hold up the others', async () => {
    const { batches, settlements } = recording((ids) => ids.includes('poison'));
    for (const id of ['a', 'poison', 'b', 'c', 'd', 'e']) void settlements.submit(createSettlement(id));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(batches.flat().sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(settlements.waiting).toBe(1);
  });

  it('drains before the end, but not for ever', async () => {
    const { settlements } = recording(() => true);
    void settlements.submit(createSettlement('a'));
    const drained = settlements.drain(5_000);
    await vi.advanceTimersByTimeAsync(5_000);
    await drained;
    expect(settlements.waiting).toBe(1);
  });
});
