import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../lib/engine/random';
import { indexOfBest, type OutcomeTable } from './outcome-table';
import { QualityModel } from './quality-model';

const COUNT = 240;
const OPTIONS = { landmarks: 60, seed: 1 };

/** Two kinds of prompts; `coder` is right on code, `writer` on poems, `cheap` on half of either. */
function outcomes(count: number, seed: number): OutcomeTable {
  const random = seededRandom(seed);
  const words = ['river', 'stone', 'garden', 'list', 'number', 'string', 'moon', 'table'];
  const word = () => words[Math.floor(random() * words.length)];
  const rows = Array.from({ length: count }, (_, i) => {
    const isCode = i % 2 === 0;
    const right = (rate: number) => (random() < rate ? 1 : 0);
    return {
      prompt: isCode
        ? `def f(${word()}): return ${word()}[${i}]\nWhat does f("${word()}") return?`
        : `Write a short poem about the ${word()} and the ${word()}, please`,
      scores: Float64Array.from([right(isCode ? 0.95 : 0.2), right(isCode ? 0.2 : 0.95), right(0.5)]),
      costs: Float64Array.from([isCode ? 2 : 6, isCode ? 2 : 6, 0.5]),
    };
  });
  return {
    models: ['coder', 'writer', 'cheap'],
    prompts: rows.map(({ prompt }) => prompt),
    scores: rows.map(({ scores }) => scores),
    costs: rows.map(({ costs }) => costs),
  };
}

describe('QualityModel', () => {
  let model: QualityModel;
  beforeAll(() => {
    model = new QualityModel(outcomes(COUNT, 1), OPTIONS);
  });

  it('tells which model answers a prompt it has never seen', () => {
    const test = outcomes(60, 2);
    const right = test.prompts.filter((prompt, i) => indexOfBest(model.predict(prompt).scores) === i % 2);
    expect(right.length).toBeGreaterThan(55);
  });

  it('knows that a long kind of answer costs more', () => {
    const { prompts } = outcomes(2, 3);
    const [code, poem] = prompts.map((prompt) => model.predict(prompt).costs[0] ?? 0) as [number, number];
    expect(poem).toBeGreaterThan(1.5 * code);
  });

  it('is less sure of a prompt unlike all it has seen', () => {
    const { prompts } = outcomes(2, 4);
    const known = model.predictWithDeviation(prompts[0] as string).deviations[0] ?? 0;
    const strange = model.predictWithDeviation(`%% ${'9.5/3 '.repeat(300)} A) B) C)`).deviations[0] ?? 0;
    expect(known).toBeGreaterThan(0);
    expect(strange).not.toBe(known);
  });

  it('is deterministic: the same outcomes give the same predictions', () => {
    const again = new QualityModel(outcomes(COUNT, 1), OPTIONS);
    const { prompts } = outcomes(6, 5);
    for (const prompt of prompts) expect(again.predict(prompt)).toEqual(model.predict(prompt));
  });
});
