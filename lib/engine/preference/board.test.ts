import { describe, expect, it } from 'vitest';
import { separationBetween, undecidedPairs } from './adjacent';
import { bestByCategory, buildBoard, duelOf, type VoteSum } from './board';

const sum = (more: Partial<VoteSum>): VoteSum => ({
  category: 'code',
  isBlind: true,
  a: 'a',
  b: 'b',
  winsA: 0,
  winsB: 0,
  ties: 0,
  ...more,
});

const VOTES = [
  sum({ winsA: 6, winsB: 2, ties: 2 }),
  sum({ a: 'b', b: 'a', winsA: 1, category: 'simple' }),
  sum({ winsA: 30, isBlind: false }),
  sum({ b: 'c', winsA: 5, winsB: 5, category: 'simple' }),
];
const RATINGS = [
  { model: 'a', category: 'code', rated: 4, up: 3, down: 1 },
  { model: 'z', category: 'code', rated: 2, up: 0, down: 1 },
  { model: 'a', category: 'simple', rated: 1, up: 0, down: 1 },
];

describe('the board', () => {
  it('sums votes up whichever model is named first, and leaves open votes out when only blind ones are asked for', () => {
    const board = buildBoard(VOTES, RATINGS, { category: null, onlyBlind: true });
    expect(board.pairs).toEqual([
      { a: 'a', b: 'b', winsA: 6, winsB: 3, ties: 2 },
      { a: 'a', b: 'c', winsA: 5, winsB: 5, ties: 0 },
    ]);
    expect(board).toMatchObject({ decided: 19, ties: 2, openVotes: 30, ratings: 7 });
    expect(duelOf(board, 'b', 'a')).toEqual({ won: 3, lost: 6, ties: 2 });
    expect(duelOf(board, 'b', 'c')).toEqual({ won: 0, lost: 0, ties: 0 });
    const all = buildBoard(VOTES, RATINGS, { category: null, onlyBlind: false });
    expect(all).toMatchObject({ decided: 49, ties: 2, openVotes: 0 });
  });

  it('has votes and ratings of one category where one is asked for', () => {
    const board = buildBoard(VOTES, RATINGS, { category: 'simple', onlyBlind: true });
    expect(board).toMatchObject({ decided: 11, ties: 0, ratings: 1 });
    expect(board.entries.find(({ model }) => model === 'a')?.approval).toMatchObject({ mean: 0, n: 1 });
  });

  it('counts a tie as half a win, a middling rating as half a thumb up, and keeps models that were only rated', () => {
    const { entries } = buildBoard(VOTES, RATINGS, { category: 'code', onlyBlind: true });
    const [a, b, z] = entries;
    expect(a).toMatchObject({ model: 'a', winRate: { mean: 0.7, n: 10 }, approval: { mean: 0.75, n: 4 } });
    expect(b).toMatchObject({ model: 'b', approval: null });
    expect(b?.winRate?.mean).toBeCloseTo(0.3, 12);
    expect(z).toMatchObject({ model: 'z', standing: null, winRate: null, approval: { mean: 0.25, n: 2 } });
    for (const share of [a?.winRate, a?.approval, z?.approval]) {
      expect(share?.low).toBeLessThan(share?.mean ?? 0);
      expect(share?.high).toBeGreaterThan(share?.mean ?? 1);
    }
  });

  it('names who may be first in each category, and nobody where nobody voted', () => {
    const best = bestByCategory([sum({ winsA: 40, winsB: 2 }), sum({ category: 'simple', winsA: 2, winsB: 3 })], true);
    expect(best.find(({ category }) => category === 'code')).toEqual({ category: 'code', votes: 42, models: ['a'] });
    expect(best.find(({ category }) => category === 'simple')?.models.sort()).toEqual(['a', 'b']);
    expect(best.find(({ category }) => category === 'creative')).toEqual({
      category: 'creative',
      votes: 0,
      models: [],
    });
  });

  it('names neighbours that are not told apart, with how sure it is and the votes that are left', () => {
    const votes = [sum({ winsA: 60, winsB: 10 }), sum({ a: 'b', b: 'c', winsA: 6, winsB: 5 })];
    const board = buildBoard(votes, [], { category: null, onlyBlind: true });
    const [only, ...none] = undecidedPairs(board);
    expect(none).toEqual([]);
    expect(only).toMatchObject({ upper: 'b', lower: 'c' });
    expect(only?.sure).toBeGreaterThan(0.5);
    expect(only?.votesNeeded).toBe(separationBetween(board.fit, 'c', 'b')?.votesNeeded);
  });

  it('is empty where there is nothing', () => {
    expect(buildBoard([], [], { category: null, onlyBlind: true })).toMatchObject({
      entries: [],
      decided: 0,
      ratings: 0,
    });
  });
});
