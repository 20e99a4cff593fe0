import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random';
import { fitStrengths, type PairVotes, sigmoid } from './bradley-terry';
import { rank } from './standings';

const pair = (a: string, b: string, winsA: number, winsB: number, ties = 0): PairVotes => ({
  a,
  b,
  winsA,
  winsB,
  ties,
});

function fitByModel(votes: PairVotes[]): Record<string, number> {
  const { models, strengths } = fitStrengths(votes);
  return Object.fromEntries(models.map((model, i) => [model, strengths[i] as number]));
}

/** Votes between every two models, drawn as their true strengths say; some of them ties that say nothing of it. */
function drawVotes(truth: number[], votesAPair: number, random: () => number): PairVotes[] {
  const pairs: PairVotes[] = [];
  for (let i = 0; i < truth.length; i++)
    for (let j = i + 1; j < truth.length; j++) {
      const chance = sigmoid((truth[i] as number) - (truth[j] as number));
      const winsA = Array.from({ length: votesAPair }, random).filter((draw) => draw < chance).length;
      pairs.push(pair(`m${i}`, `m${j}`, winsA, votesAPair - winsA));
    }
  return pairs;
}

const TRUTH = [1.2, 0.7, 0.3, 0, -0.1, -0.6, -0.7, -0.8];

describe('Bradley-Terry strengths', () => {
  it('are the log-odds of two models with many votes, centred on their average', () => {
    const { a, b } = fitByModel([pair('a', 'b', 7_500, 2_500)]);
    expect((a ?? 0) - (b ?? 0)).toBeCloseTo(Math.log(3), 2);
    expect((a ?? 0) + (b ?? 0)).toBeCloseTo(0, 12);
  });

  it('fulfil Hunter’s equation: what each won is what it was expected to win', () => {
    const votes = drawVotes(TRUTH, 30, seededRandom(5));
    const strengths = fitByModel(votes);
    const { models, strengths: centred } = fitStrengths(votes);
    // The virtual opponent is as strong as makes the virtual ties come out even.
    const anchor = solveAnchor(centred);
    for (const model of models) {
      let won = 0.5;
      let expected = sigmoid((strengths[model] ?? 0) - anchor);
      for (const { a, b, winsA, winsB, ties } of votes) {
        if (a !== model && b !== model) continue;
        const other = a === model ? b : a;
        won += (a === model ? winsA : winsB) + ties / 2;
        expected += (winsA + winsB + ties) * sigmoid((strengths[model] ?? 0) - (strengths[other] ?? 0));
      }
      expect(expected).toBeCloseTo(won, 6);
    }
  });

  it('do not depend on the order of the votes, nor on which of two is named first, nor on how they are split', () => {
    const votes = drawVotes(TRUTH, 9, seededRandom(3)).map((vote, i) => ({ ...vote, ties: i % 3 }));
    const turned = votes.map(({ a, b, winsA, winsB, ties }) => ({ a: b, b: a, winsA: winsB, winsB: winsA, ties }));
    const split = votes.flatMap(({ a, b, winsA, winsB, ties }) => [pair(a, b, winsA, 0), pair(a, b, 0, winsB, ties)]);
    for (const other of [votes.toReversed(), turned, split]) expect(fitStrengths(other)).toEqual(fitStrengths(votes));
  });

  it('turn their sign when every vote is turned', () => {
    const votes = drawVotes(TRUTH, 12, seededRandom(8));
    const lost = votes.map(({ a, b, winsA, winsB }) => pair(a, b, winsB, winsA));
    const [won, turned] = [fitByModel(votes), fitByModel(lost)];
    for (const model of Object.keys(won)) expect(turned[model]).toBeCloseTo(-(won[model] ?? 0), 8);
  });

  it('count a tie as half a win each', () => {
    const tied = fitStrengths([pair('a', 'b', 3, 1, 2), pair('b', 'c', 2, 2)]);
    const halves = fitStrengths([pair('a', 'b', 4, 2), pair('b', 'c', 2, 2)]);
    expect(tied).toEqual(halves);
  });

  it('stay finite for who has never lost, or never won, and say how unsure that is', () => {
    const [best, , worst] = rank([pair('a', 'b', 4, 0), pair('b', 'c', 3, 0), pair('a', 'c', 2, 0)]).standings;
    expect(best).toMatchObject({ model: 'a' });
    expect(worst).toMatchObject({ model: 'c' });
    for (const standing of [best, worst]) expect(Number.isFinite(standing?.points)).toBe(true);
    expect((best?.high ?? 0) - (best?.low ?? 0)).toBeGreaterThan(300);
    const often = rank([pair('a', 'b', 100_000, 0)]).standings;
    expect(often[0]?.points).toBeGreaterThan(1_500);
    expect(often[0]?.points).toBeLessThan(3_500);
  });

  it('shrink their intervals as the square root of the votes', () => {
    const intervalWidth = (votesAPair: number) => {
      const { low, high } = rank([pair('a', 'b', votesAPair / 2, votesAPair / 2)]).standings[0] ?? { low: 0, high: 0 };
      return high - low;
    };
    expect(intervalWidth(4_000) / intervalWidth(16_000)).toBeCloseTo(2, 2);
  });

  it('lie in their 90 % intervals in about 90 % of simulated elections', () => {
    const random = seededRandom(11);
    const mean = TRUTH.reduce((sum, strength) => sum + strength, 0) / TRUTH.length;
    let hits = 0;
    let all = 0;
    for (let election = 0; election < 150; election++)
      for (const { model, low, high } of rank(drawVotes(TRUTH, 25, random)).standings) {
        const points = 1_000 + (400 / Math.LN10) * ((TRUTH[Number(model.slice(1))] as number) - mean);
        if (points >= low && points <= high) hits++;
        all++;
      }
    expect(hits / all).toBeGreaterThan(0.87);
    expect(hits / all).toBeLessThan(0.93);
  });

  it('say nothing across groups that no vote links', () => {
    const { standings, fit } = rank([pair('a', 'b', 9, 1), pair('x', 'y', 2, 1), pair('b', 'c', 5, 5)]);
    expect(fit.groups).toEqual([0, 0, 0, 1, 1]);
    expect(standings.map(({ model }) => model)).toEqual(['a', 'c', 'b', 'x', 'y']);
    const own = (group: number) => standings.filter((standing) => standing.group === group);
    for (const group of [0, 1])
      expect(own(group).reduce((sum, { points }) => sum + points, 0) / own(group).length).toBeCloseTo(1_000, 6);
    expect(own(1)).toMatchObject([
      { rankFrom: 1, rankTo: 5 },
      { rankFrom: 1, rankTo: 5 },
    ]);
  });

  it('are none where there is no vote, or only one model stood against itself', () => {
    expect(rank([]).standings).toEqual([]);
    expect(rank([pair('a', 'a', 3, 2), pair('a', 'b', 0, 0)]).standings).toEqual([]);
  });

  it('come of a hundred models and ten thousand votes a pair without trouble', () => {
    const truth = Array.from({ length: 100 }, (_, i) => (i - 50) / 10);
    const { standings } = rank(
      drawVotes(truth, 3, seededRandom(2)).map((vote) => ({
        ...vote,
        winsA: vote.winsA * 3_000,
        winsB: vote.winsB * 3_000,
      })),
    );
    expect(standings).toHaveLength(100);
    expect(standings.every(({ low, points, high }) => low < points && points < high)).toBe(true);
  });
});

describe('ranks', () => {
  it('are ranges that those share whom votes cannot tell apart', () => {
    const { standings } = rank([
      pair('good', 'same', 20, 20),
      pair('good', 'bad', 60, 10),
      pair('same', 'bad', 60, 10),
      pair('new', 'good', 1, 0),
    ]);
    const ranks = Object.fromEntries(standings.map(({ model, rankFrom, rankTo }) => [model, [rankFrom, rankTo]]));
    expect(ranks).toEqual({ good: [1, 3], same: [1, 3], new: [1, 4], bad: [3, 4] });
  });
});

/** By bisection: where Σ σ(strength − anchor) is half of the models. */
function solveAnchor(strengths: number[]): number {
  let [low, high] = [-5, 5];
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    const won = strengths.reduce((sum, strength) => sum + sigmoid(strength - middle), 0);
    if (won > strengths.length / 2) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
