import { describe, expect, it } from 'vitest';
import { testModel } from '../../../tests/support/fakes/providers';
import { classificationFromCaller } from '../classify/caller-category';
import { CATEGORIES, type Category, type Tier } from '../types';
import { priorQuality, tierQuality } from './prior';

const createContext = (category: Category, difficulty: number | null = 0) => ({
  ...classificationFromCaller(category),
  difficulty,
});
const TIERS: Tier[] = ['nano', 'small', 'medium', 'large', 'frontier'];
const DIFFICULTIES = [-2, -1, -0.3, 0, 0.3, 1, 2];

describe('priorQuality', () => {
  it('never expects less of a stronger tier, in any category, at any difficulty', () => {
    for (const category of CATEGORIES) {
      for (const difficulty of DIFFICULTIES) {
        const means = TIERS.map(
          (tier) => priorQuality(testModel('x/y', { tier }), createContext(category, difficulty)).mean,
        );
        expect(means).toEqual([...means].sort((a, b) => a - b));
      }
    }
  });

  it('expects less of every tier on a harder prompt', () => {
    for (const tier of TIERS) {
      for (const category of CATEGORIES) {
        const means = DIFFICULTIES.map((difficulty) => tierQuality(tier, category, difficulty));
        expect(means).toEqual([...means].sort((a, b) => b - a));
      }
    }
  });

  it('brings the tiers together on an easy prompt and spreads them on a hard one', () => {
    const spread = (relative: number) =>
      tierQuality('frontier', 'medium', relative) - tierQuality('small', 'medium', relative);
    expect(spread(-2)).toBeLessThan(spread(0));
    expect(spread(0)).toBeLessThan(spread(2));
  });

  it('is called a prior even where data shaped it, with nothing counted as measured', () => {
    const known = testModel('openai/gpt-4o-mini', { tier: 'small' });
    expect(priorQuality(known, createContext('reasoning'))).toMatchObject({ source: 'prior', n: 0 });
  });

  it('thinks more of a model that the data found better than its tier', () => {
    const known = priorQuality(testModel('openai/gpt-4o-mini', { tier: 'small' }), createContext('code'));
    const unknown = priorQuality(testModel('openai/other', { tier: 'small' }), createContext('code'));
    expect(known.mean).toBeGreaterThan(unknown.mean);
    expect(known.mean - unknown.mean).toBeLessThan(0.061);
  });
});
