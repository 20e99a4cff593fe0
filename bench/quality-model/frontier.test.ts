import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestAt, type Expectation, Frontier } from './frontier';
import type { OutcomeTable } from './outcome-table';

const MODELS = ['a', 'b', 'c'];
const share = fc.integer({ min: 0, max: 20 }).map((steps) => steps / 20);
const row = fc.array(share, { minLength: 3, maxLength: 3 }).map((values) => Float64Array.from(values));
const rows = fc.array(fc.record({ scores: row, costs: row, guessed: row, guessedCosts: row }), {
  minLength: 1,
  maxLength: 30,
});

function createTable(list: { scores: Float64Array; costs: Float64Array }[]): OutcomeTable {
  return {
    models: MODELS,
    prompts: list.map((_, i) => `prompt ${i}`),
    scores: list.map(({ scores }) => scores),
    costs: list.map(({ costs }) => costs),
  };
}

const totalReward = ({ scores, costs }: OutcomeTable, price: number, choose: (row: number) => number) =>
  scores.reduce((sum, values, i) => sum + (values[choose(i)] ?? 0) - price * (costs[i]?.[choose(i)] ?? 0), 0);

describe('Frontier', () => {
  it('never earns less than the best single model on what it was trained on, at any λ, however bad the predictions', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(0, 0.01, 0.3, 1, 10), (list, lambda) => {
        const table = createTable(list);
        const expected: Expectation[] = list.map(({ guessed, guessedCosts }) => ({
          scores: guessed,
          costs: guessedCosts,
        }));
        const frontier = new Frontier(table, expected);
        const price = lambda / frontier.reference;
        const routed = totalReward(table, price, (i) => frontier.choose(expected[i] as Expectation, lambda));
        const singles = MODELS.map((_, model) => totalReward(table, price, () => model));
        expect(routed).toBeGreaterThanOrEqual(Math.max(...singles) - 1e-9);
      }),
    );
  });

  it('routes by prompt where the predictions are worth it', () => {
    const list = [
      { scores: [1, 0, 0], costs: [0.1, 0.1, 0.1] },
      { scores: [0, 1, 0], costs: [0.1, 0.1, 0.1] },
    ].map(({ scores, costs }) => ({ scores: Float64Array.from(scores), costs: Float64Array.from(costs) }));
    const frontier = new Frontier(createTable(list), list);
    expect(list.map((expectation) => frontier.choose(expectation, 0.1))).toEqual([0, 1]);
    expect(frontier.singleAt(0.1)).toBeNull();
  });

  it('takes the cheaper of two that promise the same, and any cheapest when money is all', () => {
    const expectation = { scores: Float64Array.from([0.8, 0.8, 0.5]), costs: Float64Array.from([2, 1, 0.1]) };
    expect(bestAt(expectation, 0.1)).toBe(1);
    expect(bestAt(expectation, 100)).toBe(2);
    expect(bestAt(expectation, 0)).toBe(0);
  });
});
