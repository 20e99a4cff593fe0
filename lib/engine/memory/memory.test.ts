import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testModel } from '../../../tests/support/fakes/providers';
import { priorQuality } from '../policy/prior';
import { CATEGORIES, type Category } from '../types';
import type { PromptContext } from './context';
import { emptyLearned, learn, type OutcomeSample, relearn } from './learned';
import { Memory } from './memory';
import { emptyEvidence } from './outcome-sums';
import { MIN_MEASURED } from './uncertainty';

const MODEL = testModel('a/model', { tier: 'medium' });

function createContext(category: Category, certainty = 1): PromptContext {
  const rest = (1 - certainty) / (CATEGORIES.length - 1);
  const probabilities = Object.fromEntries(CATEGORIES.map((name) => [name, name === category ? certainty : rest]));
  return { category, probabilities: probabilities as Record<Category, number>, difficulty: null };
}

const sample = (category: Category, outcome: number, weight = 1): OutcomeSample => ({
  context: createContext(category),
  outcome,
  weight,
  isRating: true,
});

function estimate(memory: Memory, team: string, category: Category) {
  const context = createContext(category);
  const prior = priorQuality(MODEL, context);
  return memory.estimate(team, MODEL, context, prior.mean) ?? prior;
}

function createMemory(samples: Record<string, OutcomeSample[]>): Memory {
  const memory = new Memory();
  for (const [team, own] of Object.entries(samples)) memory.set(team, MODEL.id, relearn(MODEL, own));
  return memory;
}

const lessonArbitrary = fc.record({
  context: fc.constantFrom(...CATEGORIES).map((category) => createContext(category, 0.8)),
  outcome: fc.double({ min: 0, max: 1, noNaN: true }),
  weight: fc.double({ min: 0.1, max: 2, noNaN: true }),
  isRating: fc.boolean(),
});

describe('memory', () => {
  it('knows nothing before the first outcome', () => {
    expect(new Memory().estimate('team', MODEL, createContext('code'), 0.7)).toBeNull();
  });

  it('moves a category visibly after ten thumbs down, other categories a little, and other models not at all', () => {
    const memory = createMemory({ team: Array.from({ length: 10 }, () => sample('code', 0)) });
    const prior = priorQuality(MODEL, createContext('code')).mean;
    expect(estimate(memory, 'team', 'code').mean).toBeLessThan(prior - 0.25);
    const creativePrior = priorQuality(MODEL, createContext('creative')).mean;
    expect(estimate(memory, 'team', 'creative').mean).toBeLessThan(creativePrior - 0.05);
    expect(estimate(memory, 'team', 'creative').mean).toBeGreaterThan(creativePrior - 0.25);
    expect(memory.estimate('team', testModel('a/other'), createContext('code'), 0.7)).toBeNull();
  });

  it('shows an estimate as measured only from the fifth outcome of the category', () => {
    const few = createMemory({ team: Array.from({ length: MIN_MEASURED - 1 }, () => sample('code', 1)) });
    const enough = createMemory({ team: Array.from({ length: MIN_MEASURED }, () => sample('code', 1)) });
    expect(estimate(few, 'team', 'code')).toMatchObject({ source: 'prior', n: 4 });
    expect(estimate(enough, 'team', 'code')).toMatchObject({ source: 'measured', n: 5 });
    expect(estimate(enough, 'team', 'creative')).toMatchObject({ source: 'prior', n: 0 });
  });

  it('counts a team’s own evidence most, and takes other teams’ as a hint', () => {
    const bad = Array.from({ length: 10 }, () => sample('code', 0));
    const memory = createMemory({ own: bad, other: [] });
    const prior = priorQuality(MODEL, createContext('code')).mean;
    const own = estimate(memory, 'own', 'code').mean;
    const other = estimate(memory, 'other', 'code').mean;
    expect(own).toBeLessThan(other);
    expect(other).toBeLessThan(prior);
  });

  it('never lets other teams outvote one’s own', () => {
    const memory = createMemory({
      own: Array.from({ length: 30 }, () => sample('code', 1)),
      crowd: Array.from({ length: 1_000 }, () => sample('code', 0)),
    });
    expect(estimate(memory, 'own', 'code').mean).toBeGreaterThan(priorQuality(MODEL, createContext('code')).mean);
  });

  it('does not depend on the order of a few outcomes', () => {
    fc.assert(
      fc.property(fc.array(lessonArbitrary, { minLength: 1, maxLength: 4 }), (samples) => {
        const forwards = estimate(createMemory({ team: samples }), 'team', 'code').mean;
        const backwards = estimate(createMemory({ team: [...samples].reverse() }), 'team', 'code').mean;
        expect(forwards).toBeCloseTo(backwards, 9);
      }),
    );
  });

  it('narrows its interval with every outcome', () => {
    fc.assert(
      fc.property(fc.array(lessonArbitrary, { maxLength: 3 }), lessonArbitrary, (samples, next) => {
        const width = (of: OutcomeSample[]) => {
          const { evidence } = relearn(MODEL, of);
          const memory = new Memory();
          memory.set('team', MODEL.id, { ...emptyLearned(), evidence });
          const sharp = memory.estimate('team', MODEL, createContext('code'), 0.5);
          return (sharp?.high ?? 1) - (sharp?.low ?? 0);
        };
        expect(width([...samples, next])).toBeLessThanOrEqual(width(samples) + 1e-9);
      }),
    );
  });

  it('notices that a model has changed for good, and then trusts what it knew before less', () => {
    const good = Array.from({ length: 60 }, () => sample('code', 1));
    const bad = Array.from({ length: 30 }, () => sample('code', 0));
    const changed = relearn(MODEL, [...good, ...bad]);
    expect(changed.evidence.n).toBeLessThan(60);
    const memory = new Memory();
    memory.set('team', MODEL.id, changed);
    // Without the detector two thirds of the outcomes would still be good ones.
    expect(estimate(memory, 'team', 'code').mean).toBeLessThan(0.5);
    expect(changed.tally.code).toEqual({ n: 90, accepted: 60 });
  });

  it('survives being written as JSON', () => {
    const learned = learn(emptyLearned(), MODEL, sample('code', 1));
    expect(JSON.parse(JSON.stringify(learned))).toEqual(learned);
    expect(emptyEvidence(3).precision).toHaveLength(9);
  });
});
