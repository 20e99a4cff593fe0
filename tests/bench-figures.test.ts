import { describe, expect, it } from 'vitest';
import { averageQuality, computeHull, costAt } from '../bench/routing/metrics';
import { twoModelFigures } from '../bench/routing/two-models';
import { keywordCategory } from '../bench/support/keyword-router';

const POINTS = [
  { cost: 1, quality: 0.4 },
  { cost: 2, quality: 0.5 },
  { cost: 3, quality: 0.8 },
  { cost: 4, quality: 0.7 },
];

describe('the hull of cost and quality', () => {
  it('leaves out points that another point or a mixture of two dominates', () => {
    expect(computeHull(POINTS)).toEqual([POINTS[0], POINTS[2]]);
  });

  it('has the area under it, flat beyond its best point, divided by the highest cost', () => {
    // (3 − 1) · (0.4 + 0.8) / 2 + (4 − 3) · 0.8 = 2, over 4.
    expect(averageQuality(POINTS, 4)).toBeCloseTo(0.5);
  });

  it('costs what a mixture costs between two points, and nothing reaches above the best', () => {
    expect(costAt(POINTS, 0.6)).toBeCloseTo(2);
    expect(costAt(POINTS, 0.3)).toBe(1);
    expect(costAt(POINTS, 0.8)).toBeCloseTo(3);
    expect(costAt(POINTS, 0.81)).toBeNull();
  });
});

describe('figures of two models', () => {
  const contest = (weak: number, strong: number, gain: number) => ({ weak, strong, gain });

  it('recover the gap early when the predicted gains are right', () => {
    // Half the prompts gain 1, half nothing: the curve climbs to 1 at 50 % and stays: 0.25 + 0.5.
    const figures = twoModelFigures([contest(0, 1, 0.9), contest(0, 1, 0.8), contest(1, 1, 0.2), contest(0, 0, 0.1)]);
    expect(figures).toEqual({ apgr: 0.75, cpt_50: 25, cpt_80: 40 });
  });

  it('are those of random routing when every gain is the same, whatever the order', () => {
    const contests = [contest(0, 1, 0), contest(1, 1, 0), contest(1, 0, 0), contest(0, 1, 0)];
    expect(twoModelFigures(contests)).toEqual({ apgr: 0.5, cpt_50: 50, cpt_80: 80 });
    expect(twoModelFigures([...contests].reverse()).apgr).toBe(0.5);
  });
});

describe('the article’s keywords', () => {
  it.each([
    ['Can you analyze the function of mitochondria in cell biology?', 'code'],
    ['Write a haiku about debugging', 'creative'],
    ['Explain why the sky is blue', 'reasoning'],
    ['日本の首都はどこですか？', 'multilingual'],
    ['Where is Oslo?', 'simple'],
  ])('take "%s" for %s, traps included', (prompt, category) => {
    expect(keywordCategory(prompt)).toBe(category);
  });
});
