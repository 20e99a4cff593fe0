import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toVotePairs } from './vote-pairs';

describe('pairs of a vote', () => {
  it('are a win over each other model, the lesser id first', () => {
    expect(toVotePairs({ choice: 'answer', winner: 1, models: ['c', 'b', 'a'] })).toEqual([
      { modelA: 'b', modelB: 'c', winsA: 1, winsB: 0, ties: 0 },
      { modelA: 'a', modelB: 'b', winsA: 0, winsB: 1, ties: 0 },
    ]);
  });

  it('are a tie of each pair where all are as good, and nothing where all are bad', () => {
    expect(toVotePairs({ choice: 'tie', winner: null, models: ['a', 'b', 'c'] })).toHaveLength(3);
    expect(toVotePairs({ choice: 'all_bad', winner: null, models: ['a', 'b', 'c'] })).toEqual([]);
  });

  it('never hold a model against itself, and name the lesser id first, whatever stands in the columns', () => {
    const models = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(models, fc.nat(3), fc.constantFrom('answer' as const, 'tie' as const), (list, winner, choice) => {
        const pairs = toVotePairs({ choice, winner: choice === 'answer' ? winner % list.length : null, models: list });
        for (const { modelA, modelB, winsA, winsB, ties } of pairs) {
          expect(modelA < modelB).toBe(true);
          expect(winsA + winsB + ties).toBe(1);
        }
      }),
    );
  });
});
