import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalog } from './catalog/catalog';
import { costOf, lineCost, NO_USAGE, priceFor } from './cost';
import type { Model } from './types';

const catalog = new Catalog();
const model = (id: string) => catalog.get(id) as Model;
const at = (time: string) => Date.parse(time);

describe('costOf', () => {
  it('charges every token class at its own rate, in whole nano-dollars', () => {
    const usage = {
      inputTokens: 1_072,
      cachedInputTokens: 2_048,
      cacheWriteTokens: 0,
      outputTokens: 412,
      reasoningTokens: 0,
    };
    const { costNanoUsd, items } = costOf(usage, { input: 2, cachedInput: 0.1, output: 10 });
    expect(items.map((item) => item.costNanoUsd)).toEqual([2_144_000, 204_800, 4_120_000]);
    expect(costNanoUsd).toBe(6_468_800);
  });

  it('charges reasoning as output and cache writes as input where the vendor names no rate for them', () => {
    const usage = { ...NO_USAGE, cacheWriteTokens: 1_000_000, reasoningTokens: 1_000_000 };
    expect(costOf(usage, { input: 3, output: 15 }).costNanoUsd).toBe(18_000_000_000);
  });

  it('stays exact where floats would not: the total is always the sum of its lines, and each line is rounded once', () => {
    const tokens = fc.integer({ min: 0, max: 2_000_000 });
    const rate = fc.integer({ min: 0, max: 200_000 }).map((milli) => milli / 1_000);
    fc.assert(
      fc.property(
        tokens,
        tokens,
        tokens,
        rate,
        rate,
        rate,
        (inputTokens, cachedInputTokens, outputTokens, input, cachedInput, output) => {
          const { costNanoUsd, items } = costOf(
            { ...NO_USAGE, inputTokens, cachedInputTokens, outputTokens },
            { input, cachedInput, output },
          );
          const exact = BigInt(inputTokens) * BigInt(Math.round(input * 1e9));
          expect(Number.isSafeInteger(costNanoUsd)).toBe(true);
          expect(items.reduce((sum, item) => sum + item.costNanoUsd, 0)).toBe(costNanoUsd);
          const line = items.find((item) => item.tokenClass === 'inputTokens');
          if (line)
            expect(Math.abs(Number(exact - BigInt(line.costNanoUsd) * 1_000_000n))).toBeLessThanOrEqual(500_000);
        },
      ),
    );
  });
});

describe('priceFor', () => {
  it('takes the row in force on the day, from midnight UTC', () => {
    const argon = model('google/gemini-4-argon');
    expect(priceFor(argon, at('2026-11-30T23:59:59Z'), 100)?.rates.input).toBe(2);
    expect(priceFor(argon, at('2026-12-01T00:00:00Z'), 100)?.rates.input).toBe(4);
  });

  it('charges the whole call at the higher tier once the input passes its length', () => {
    const sol = model('openai/gpt-6.1-sol');
    expect(priceFor(sol, at('2026-11-22T12:00:00Z'), 272_000)?.rates.output).toBe(10);
    expect(priceFor(sol, at('2026-11-22T12:00:00Z'), 272_001)).toMatchObject({
      id: 'openai/gpt-6.1-sol@listed>272000',
      rates: { output: 15 },
    });
  });

  it('doubles at peak hours of the vendor’s own week and zone', () => {
    const pro = model('deepseek/deepseek-v4-pro');
    expect(priceFor(pro, at('2026-11-20T02:30:00Z'), 100)?.rates.input).toBe(1.32);
    expect(priceFor(pro, at('2026-11-20T05:00:00Z'), 100)?.rates.input).toBe(0.66);
    expect(priceFor(pro, at('2026-11-21T02:30:00Z'), 100)?.rates.input).toBe(0.66);
  });

  it('knows no price for a model without rows, rather than zero', () => {
    expect(priceFor({ ...model('openai/gpt-4o'), prices: [] }, Date.now(), 1)).toBeNull();
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
});
