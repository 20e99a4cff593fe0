import { describe, expect, it } from 'vitest';
import { testModel } from '../../../tests/support/fakes/providers';
import type { Price } from '../types';
import { buildPriceLines, type PriceLine } from './price-lines';

const NOW = Date.parse('2026-11-22T12:30:00Z');
const row = (from: string | null, input: number, more: Partial<Price> = {}): Price => ({
  from,
  input,
  output: 2 * input,
  source: 'test',
  verifiedAt: '2026-11-22',
  ...more,
});
const lines = (prices: Price[], overrides: Price[] = []) =>
  buildPriceLines(testModel('a/one', { prices, overrides }), NOW);
const told = (all: PriceLine[]) => all.map(({ when, from, until, rates }) => [when, from, until, rates.input]);

describe('the lines of a price', () => {
  it('begin with what holds now, and go on with what is scheduled', () => {
    expect(told(lines([row(null, 1), row('2026-11-01', 2), row('2026-12-01T13', 3)]))).toEqual([
      ['now', '2026-11-01', '2026-12-01T13', 2],
      ['later', '2026-12-01T13', null, 3],
    ]);
  });

  it('show the operator’s price with the vendor’s beside it, and when the vendor’s comes back', () => {
    const own = row('2026-11-20T08', 9, { until: '2026-12-10', overrideId: 'prc_1' });
    expect(told(lines([row(null, 1), row('2026-12-01', 2)], [own]))).toEqual([
      ['now', '2026-11-20T08', '2026-12-10', 9],
      ['list', null, null, 1],
      ['later', '2026-12-10', null, 2],
    ]);
  });

  it('say from when a model without a price will have one', () => {
    expect(lines([])).toEqual([]);
    expect(told(lines([], [row('2026-12-01', 5, { overrideId: 'prc_1' })]))).toEqual([
      ['later', '2026-12-01', null, 5],
    ]);
  });

  it('are one for each input length and each window of the week', () => {
    const hours = { timeZone: 'Asia/Shanghai', days: [1], hours: [[9, 12]] as [number, number][] };
    const tiered = row(null, 1, {
      tiers: [{ aboveInputTokens: 100, input: 2, output: 4 }],
      windows: [{ ...hours, input: 3, output: 6, perCall: 0.1 }],
    });
    expect(lines([tiered]).map(({ scope, rates }) => [scope, rates])).toEqual([
      [
        { kind: 'input', above: 0, upTo: 100 },
        { input: 1, output: 2 },
      ],
      [
        { kind: 'input', above: 100, upTo: null },
        { input: 2, output: 4 },
      ],
      [
        { kind: 'hours', hours },
        { input: 3, output: 6, perCall: 0.1 },
      ],
    ]);
  });
});
