import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '../../lib/engine/types';
import { copiesAmong, type Example, MissingData, readLabelled, readSeeds } from './data';
import { foldsOf } from './folds';

const ROOT = path.resolve(import.meta.dirname, '../..');
const example = (prompt: string, kind: Example['kind']): Example => ({ prompt, category: 'simple', kind });

describe('the training data', () => {
  it('says which file is missing and what to do', () => {
    expect(() => readLabelled('/nowhere')).toThrow(MissingData);
    expect(() => readLabelled('/nowhere')).toThrow(/categories\.dev\.jsonl\.gz is missing.*--data DIR/);
  });

  it('has prompts of our own for every category, none of them twice', () => {
    const seeds = readSeeds(ROOT);
    for (const category of CATEGORIES) {
      expect(seeds.filter((seed) => seed.category === category).length).toBeGreaterThan(40);
    }
    expect(new Set(seeds.map(({ prompt }) => prompt.toLowerCase())).size).toBe(seeds.length);
  });

  it('finds seeds that all but copy a labelled prompt', () => {
    const labelled = [example('What is the capital city of Norway?', 'natural')];
    const copy = example('what is the capital city of norway', 'seed');
    const own = example('What is the longest river of Norway?', 'seed');
    expect(copiesAmong([copy, own], labelled)).toEqual([copy]);
  });

  it('deals every fold its share of each kind', () => {
    const examples = Array.from({ length: 100 }, (_, i) => example(`p${i}`, i < 20 ? 'adversarial' : 'natural'));
    const folds = foldsOf(examples, 5, 7);
    for (let fold = 0; fold < 5; fold++) {
      const members = examples.filter((_, i) => folds[i] === fold);
      expect(members.length).toBe(20);
      expect(members.filter(({ kind }) => kind === 'adversarial').length).toBe(4);
    }
  });
});
