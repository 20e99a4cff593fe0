import { describe, expect, it } from 'vitest';
import { Catalog } from '../../engine/catalog/catalog';
import { NO_USAGE } from '../../engine/money/cost';
import { priceIndex, type TokenMix } from '../../engine/money/price-index';
import type { Model, Price } from '../../engine/types';
import { scheduledPrices } from './scheduled-prices';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const SOURCE = { source: 'test', verifiedAt: '2026-11-23' };

function createModel(id: string, prices: Omit<Price, 'source' | 'verifiedAt'>[]): Model {
  return {
    id,
    provider: id.split('/')[0] as string,
    name: id.split('/')[1] as string,
    tier: 'small',
    contextWindow: 100_000,
    maxOutputTokens: 8_000,
    abilities: { vision: false, tools: true, jsonSchema: true },
    latency: { ttftMs: 200, tokensPerSecond: 80 },
    prices: prices.map((price) => ({ ...price, ...SOURCE })),
  };
}

/** 1,000 calls of 2,000 tokens in and 1,000 out. */
const MIX: TokenMix = { usage: { ...NO_USAGE, inputTokens: 2_000_000, outputTokens: 1_000_000 }, calls: 1_000 };
const RISING = createModel('acme/rising', [
  { from: null, input: 1, output: 4 },
  { from: '2026-12-01', input: 1, output: 10 },
]);

describe('the price of a usual mix of tokens', () => {
  it('is that of the day, by classes and calls', () => {
    expect(priceIndex(RISING, MIX, '2026-11-30')).toBe(6e9);
    expect(priceIndex(RISING, MIX, '2026-12-01')).toBe(12e9);
    const paidByCall = createModel('acme/calls', [{ from: null, input: 1, output: 4, perCall: 0.002 }]);
    expect(priceIndex(paidByCall, MIX, '2026-11-30')).toBe(8e9);
  });

  it('takes the tier of the mean input, and knows nothing of hours on own machines', () => {
    const tiers = [{ aboveInputTokens: 1_500, input: 2, output: 8 }];
    expect(priceIndex(createModel('acme/tiers', [{ from: null, input: 1, output: 4, tiers }]), MIX, '2026-11-30')).toBe(
      12e9,
    );
    const machine = createModel('own/machine', [{ from: null, input: 0, output: 0, perHour: 2 }]);
    expect(priceIndex(machine, MIX, '2026-11-30')).toBeNull();
    expect(priceIndex(createModel('acme/none', []), MIX, '2026-11-30')).toBeNull();
  });
});

describe('scheduled prices', () => {
  const days = ['2026-11-21', '2026-11-22'].map((day) => ({ day, byModel: { 'acme/rising': 3e9, 'acme/still': 1e9 } }));
  const still = createModel('acme/still', [{ from: null, input: 1, output: 4 }]);
  const later = createModel('acme/later', [
    { from: null, input: 1, output: 4 },
    { from: '2027-03-01', input: 2, output: 4 },
  ]);
  const catalog = new Catalog([RISING, still, later]);

  it('are those of models in use, of the next 60 days, with what they come to a month', () => {
    const mixes = new Map(['acme/rising', 'acme/still', 'acme/later', 'gone/model'].map((id) => [id, MIX]));
    const changes = scheduledPrices({ catalog, mixes, days, now: NOW });
    expect(changes).toEqual([
      expect.objectContaining({
        model: 'acme/rising',
        from: '2026-12-01',
        before: expect.objectContaining({ output: 4 }),
        after: expect.objectContaining({ output: 10 }),
        factor: 2,
        monthlyNanoUsd: 90e9,
      }),
    ]);
  });

  it('are none of models that nobody used', () => {
    expect(scheduledPrices({ catalog, mixes: new Map([['acme/still', MIX]]), days, now: NOW })).toEqual([]);
  });

  it('count an override of the operator that begins later', () => {
    const override: Price = { from: '2026-11-25T13', input: 0.5, output: 2, overrideId: 'prc_1', ...SOURCE };
    const own = catalog.withOverrides(new Map([['acme/still', [override]]]));
    const [change] = scheduledPrices({ catalog: own, mixes: new Map([['acme/still', MIX]]), days, now: NOW });
    expect(change).toMatchObject({ from: '2026-11-25T13', factor: 0.5, monthlyNanoUsd: -15e9 });
  });
});
