import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Model, Price, Rates, TokenItem, Usage } from '../types';
import { computeCost, lineCost, NO_USAGE, priceFor, timeCost, totalTokens } from './cost';

/** A made-up model with these prices, so that no vendor's price change reaches a test of the arithmetic. */
const priced = (...prices: Omit<Price, 'source' | 'verifiedAt'>[]): Model => ({
  id: 'acme/one',
  provider: 'acme',
  name: 'one',
  tier: 'medium',
  contextWindow: 1_000_000,
  maxOutputTokens: 8_000,
  abilities: { vision: false, tools: false, jsonSchema: false },
  latency: { ttftMs: 500, tokensPerSecond: 100 },
  prices: prices.map((price) => ({ ...price, source: 'test', verifiedAt: '2026-11-22' })),
});
const TIERED = priced({
  from: null,
  input: 2,
  output: 10,
  tiers: [{ aboveInputTokens: 272_000, input: 4, output: 15 }],
});
const FREE: Rates = { input: 0, output: 0 };
const at = (time: string) => Date.parse(time);

describe('computeCost', () => {
  it('charges every token class at its own rate, in whole nano-dollars', () => {
    const usage = {
      inputTokens: 1_072,
      cachedInputTokens: 2_048,
      cacheWriteTokens: 0,
      cacheWrite1hTokens: 0,
      outputTokens: 412,
      reasoningTokens: 0,
    };
    const { costNanoUsd, items } = computeCost(usage, { input: 2, cachedInput: 0.1, output: 10 });
    expect(items.map((item) => item.costNanoUsd)).toEqual([2_144_000, 204_800, 4_120_000]);
    expect(costNanoUsd).toBe(6_468_800);
  });

  it('charges reasoning as output and cache writes as input where the vendor names no rate for them', () => {
    const usage = { ...NO_USAGE, cacheWriteTokens: 1_000_000, reasoningTokens: 1_000_000 };
    expect(computeCost(usage, { input: 3, output: 15 }).costNanoUsd).toBe(18_000_000_000);
  });

  it('charges what is kept for an hour at its own rate, as a class of its own', () => {
    const usage = { ...NO_USAGE, cacheWriteTokens: 1_000_000, cacheWrite1hTokens: 1_000_000 };
    const { items } = computeCost(usage, { input: 1, cacheWrite: 1.25, cacheWrite1h: 2, output: 5 });
    expect(items.map((item) => item.costNanoUsd)).toEqual([1_250_000_000, 2_000_000_000]);
  });

  it('adds what a call costs beside its tokens, and what its time costs by the hour', () => {
    const { costNanoUsd, items } = computeCost({ ...NO_USAGE, inputTokens: 1_000 }, { ...FREE, perCall: 0.01 });
    expect(items.at(-1)).toEqual({ charge: 'call', quantity: 1, nanoUsdPerUnit: 1e7, costNanoUsd: 1e7 });
    expect(costNanoUsd).toBe(1e7);
    expect(computeCost(NO_USAGE, { ...FREE, perHour: 0.6 }, 90_000).costNanoUsd).toBe(15_000_000);
  });
});

const tokens = fc.nat(2_000_000);
const usages = fc.record({
  inputTokens: tokens,
  cachedInputTokens: tokens,
  cacheWriteTokens: tokens,
  cacheWrite1hTokens: tokens,
  outputTokens: tokens,
  reasoningTokens: tokens,
});
const rate = fc.nat(200_000_000).map((micro) => micro / 1e6);
const anyRates = fc.record(
  {
    input: rate,
    output: rate,
    cachedInput: rate,
    cacheWrite: rate,
    cacheWrite1h: rate,
    reasoning: rate,
    perCall: rate,
    perHour: rate,
  },
  { requiredKeys: ['input', 'output'] },
);
const wallMs = fc.nat(600_000);

describe('a cost, whatever the usage and the rates', () => {
  it('is the sum of its items, all of them whole nano-dollars', () => {
    fc.assert(
      fc.property(usages, anyRates, wallMs, (usage, rates, ms) => {
        const { costNanoUsd, items } = computeCost(usage, rates, ms);
        expect(items.every((item) => Number.isSafeInteger(item.costNanoUsd))).toBe(true);
        expect(items.reduce((sum, item) => sum + BigInt(item.costNanoUsd), 0n)).toBe(BigInt(costNanoUsd));
      }),
    );
  });

  it('is right to half a nano-dollar a line', () => {
    fc.assert(
      fc.property(usages, anyRates, (usage, rates) => {
        for (const item of listTokenItems(usage, rates)) {
          const exact = BigInt(item.tokens) * BigInt(item.nanoUsdPerMillion);
          const error = exact - BigInt(item.costNanoUsd) * 1_000_000n;
          expect(error <= 500_000n && error >= -500_000n).toBe(true);
        }
      }),
    );
  });

  it('counts every token once: no class twice, none left out', () => {
    fc.assert(
      fc.property(usages, anyRates, (usage, rates) => {
        const items = listTokenItems(usage, rates);
        expect(new Set(items.map(({ tokenClass }) => tokenClass)).size).toBe(items.length);
        expect(items.reduce((sum, item) => sum + item.tokens, 0)).toBe(totalTokens(usage));
      }),
    );
  });

  it('never falls when more tokens of a class are used, within a tier', () => {
    const classes = fc.constantFrom(...(Object.keys(NO_USAGE) as (keyof Usage)[]));
    fc.assert(
      fc.property(usages, anyRates, classes, tokens, (usage, rates, tokenClass, more) => {
        const larger = { ...usage, [tokenClass]: usage[tokenClass] + more };
        expect(computeCost(larger, rates).costNanoUsd).toBeGreaterThanOrEqual(computeCost(usage, rates).costNanoUsd);
      }),
    );
  });

  it('never falls when a call takes longer', () => {
    fc.assert(
      fc.property(usages, anyRates, wallMs, wallMs, (usage, rates, ms, more) => {
        const longer = computeCost(usage, rates, ms + more).costNanoUsd;
        expect(longer).toBeGreaterThanOrEqual(computeCost(usage, rates, ms).costNanoUsd);
      }),
    );
  });

  it('never falls with the input length across the tiers of a model', () => {
    fc.assert(
      fc.property(fc.nat(400_000), fc.nat(400_000), (input, more) => {
        const costAt = (inputTokens: number) => {
          const price = priceFor(TIERED, at('2026-11-22T12:00:00Z'), inputTokens);
          return computeCost({ ...NO_USAGE, inputTokens }, price?.rates ?? FREE).costNanoUsd;
        };
        expect(costAt(input + more)).toBeGreaterThanOrEqual(costAt(input));
      }),
    );
  });
});

function listTokenItems(usage: Usage, rates: Rates): TokenItem[] {
  return computeCost(usage, rates).items.filter((item): item is TokenItem => 'tokenClass' in item);
}

describe('priceFor', () => {
  it('takes the row in effect on the day, from midnight UTC', () => {
    const model = priced({ from: null, input: 2, output: 10 }, { from: '2026-12-01', input: 4, output: 20 });
    expect(priceFor(model, at('2026-11-30T23:59:59Z'), 100)?.rates.input).toBe(2);
    expect(priceFor(model, at('2026-12-01T00:00:00Z'), 100)?.rates.input).toBe(4);
  });

  it('charges the whole call at the higher tier once the input passes its length', () => {
    expect(priceFor(TIERED, at('2026-11-22T12:00:00Z'), 272_000)?.rates.output).toBe(10);
    expect(priceFor(TIERED, at('2026-11-22T12:00:00Z'), 272_001)).toMatchObject({
      id: 'acme/one@listed>272000',
      rates: { output: 15 },
    });
  });

  it('charges peak hours by the vendor’s own week and time zone', () => {
    const peak = { days: [1, 2, 3, 4, 5], hours: [[9, 12]] as [number, number][], timeZone: 'Asia/Shanghai' };
    const model = priced({ from: null, input: 1, output: 2, windows: [{ ...peak, input: 3, output: 6 }] });
    const inputAt = (time: string) => priceFor(model, at(time), 100)?.rates.input;
    // 10:30 on a Friday in Shanghai, 13:00 on the same day, 10:30 on the Saturday.
    expect(inputAt('2026-11-20T02:30:00Z')).toBe(3);
    expect(inputAt('2026-11-20T05:00:00Z')).toBe(1);
    expect(inputAt('2026-11-21T02:30:00Z')).toBe(1);
  });

  it('changes at its hour where a row names one, and ends where a row says so', () => {
    const model = priced(
      { from: null, input: 1, output: 1 },
      { from: '2026-12-01T13', until: '2026-12-02', input: 2, output: 1 },
    );
    const inputAt = (time: string) => priceFor(model, at(time), 1)?.rates.input;
    expect(inputAt('2026-12-01T12:59:59.999Z')).toBe(1);
    expect(inputAt('2026-12-01T13:00:00Z')).toBe(2);
    expect(inputAt('2026-12-01T23:59:59.999Z')).toBe(2);
    expect(inputAt('2026-12-02T00:00:00Z')).toBe(1);
  });

  it('prefers the operator’s own row to the vendor’s while it is in effect, and names it in the price’s id', () => {
    const own = { source: 'override', verifiedAt: '2026-11-22', overrideId: 'prc_1', output: 12 };
    const model: Model = { ...TIERED, overrides: [{ ...own, from: '2026-11-22T10', input: 1 }] };
    expect(priceFor(model, at('2026-11-22T09:59:00Z'), 300_000)?.id).toBe('acme/one@listed>272000');
    expect(priceFor(model, at('2026-11-22T10:00:00Z'), 300_000)).toMatchObject({
      id: 'acme/one@2026-11-22T10#prc_1',
      rates: { input: 1, output: 12 },
    });
  });

  it('knows no price for a model without rows, rather than zero', () => {
    expect(priceFor(priced(), Date.now(), 1)).toBeNull();
  });
});

describe('a line of a cost', () => {
  it('is rounded half up exactly, on both sides of 2^53', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000), fc.nat(100_000_000_000), (tokens, rate) => {
        const exact = Number((BigInt(tokens) * BigInt(rate) + 500_000n) / 1_000_000n);
        expect(lineCost(tokens, rate)).toBe(exact);
      }),
    );
  });

  it('is rounded half up exactly for time as well', () => {
    fc.assert(
      fc.property(fc.nat(3_600_000), fc.nat(100_000_000_000), (ms, rate) => {
        const exact = Number((BigInt(ms) * BigInt(rate) + 1_800_000n) / 3_600_000n);
        expect(timeCost(ms, rate)).toBe(exact);
      }),
    );
  });
});
