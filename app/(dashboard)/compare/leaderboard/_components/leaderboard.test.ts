import { describe, expect, it } from 'vitest';
import { boardHref } from './address';
import { placeOn, pointsAxis } from './axis';
import { briefNames, formatRank, formatVotesNeeded } from './board-labels';

describe('leaderboard labels', () => {
  it('format a rank as a range, or as one number when there is only one', () => {
    expect(formatRank({ rankFrom: 1, rankTo: 3 })).toBe('1 – 3');
    expect(formatRank({ rankFrom: 2, rankTo: 2 })).toBe('2');
  });

  it.each([
    [7, '7'],
    [31, 'about 31'],
    [101, 'about 110'],
    [985, 'about 990'],
    [9_120, 'about 9,200'],
    [10_001, 'over 10,000'],
    [Number.POSITIVE_INFINITY, 'over 10,000'],
  ])('format %d votes as %s', (votes, words) => expect(formatVotesNeeded(votes)).toBe(words));

  it('use the first unique part of a model name', () => {
    const models = ['anthropic/claude-sonnet-5-5', 'anthropic/claude-opus-5-5', 'groq/openai/gpt-oss-120b', 'xai/4.7'];
    expect([...briefNames(models).values()]).toEqual(['sonnet', 'opus', 'gpt', '4.7']);
    expect([...briefNames(['a/tern-small', 'b/tern-small']).values()]).toEqual(['tern-small', 'tern-small']);
  });
});

describe('leaderboard axis', () => {
  it('covers every interval and the average with a few round ticks', () => {
    const axis = pointsAxis([
      { low: 702, high: 940 },
      { low: 1_010, high: 1_266 },
    ]);
    expect(axis.ticks).toEqual([700, 800, 900, 1_000, 1_100, 1_200, 1_300]);
    expect([placeOn(axis, 700), placeOn(axis, 1_000), placeOn(axis, 5_000)]).toEqual([0, 50, 100]);
    expect(pointsAxis([{ low: -4_000, high: 9_000 }]).ticks.length).toBeLessThanOrEqual(8);
    expect(pointsAxis([]).ticks).toEqual([900, 950, 1_000, 1_050, 1_100]);
  });
});

describe('leaderboard URL', () => {
  const usual = { range: '90d', category: null, team: null, isOpen: false, first: null, second: null } as const;

  it('leaves out defaults', () => {
    expect(boardHref(usual)).toBe('/compare/leaderboard');
    expect(
      boardHref({ ...usual, range: 'all', category: 'code', team: 'team_1', isOpen: true, first: 'a/b', second: 'c' }),
    ).toBe('/compare/leaderboard?range=all&category=code&team=team_1&votes=all&first=a%2Fb&second=c');
  });
});
