import { describe, expect, it } from 'vitest';
import { priceFor } from '../money/cost';
import type { Model, Price, Rates } from '../types';
import { CATALOG, Catalog } from './catalog';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_OR_HOUR = /^\d{4}-\d{2}-\d{2}(T([01]\d|2[0-3]))?$/;
const RATE_CLASSES = ['input', 'output', 'cachedInput', 'cacheWrite', 'cacheWrite1h', 'reasoning'] as const;

/** Every set of rates a price row can apply: its own, its tiers' and its windows'. */
function allRates(price: Price): Rates[] {
  return [price, ...(price.tiers ?? []), ...(price.windows ?? [])];
}

function isWholeNanoUsd(rate: number): boolean {
  const nanoUsd = rate * 1e9;
  return Math.abs(nanoUsd - Math.round(nanoUsd)) < 1e-3;
}

function isDayOrHour(text: string): boolean {
  return DAY_OR_HOUR.test(text) && isDay(text.slice(0, 10));
}

function isDay(text: string): boolean {
  return DAY.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

const rows = CATALOG.flatMap((model) => model.prices.map((price) => ({ id: model.id, price })));
const rates = rows.flatMap(({ id, price }) => allRates(price).map((rate) => ({ id, rate })));

describe('the catalogue', () => {
  it('has no id twice', () => {
    const ids = CATALOG.map((model) => model.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('spells every id as provider/name', () => {
    expect(CATALOG.filter((model) => model.id !== `${model.provider}/${model.name}`)).toEqual([]);
  });

  it('has no id that moves between models', () => {
    expect(CATALOG.filter((model) => model.name.endsWith('latest'))).toEqual([]);
  });

  it('names for every retired model a replacement that exists and is not retired itself', () => {
    const catalog = new Catalog();
    for (const { id, retired } of CATALOG) {
      if (!retired) continue;
      const replacement = catalog.get(retired.replacement);
      expect(replacement, `${id} → ${retired.replacement}`).toBeDefined();
      expect(replacement?.retired, `${id} → ${retired.replacement}`).toBeUndefined();
      expect(isDay(retired.on), `${id} retired on ${retired.on}`).toBe(true);
    }
  });

  it('offers no model that its vendor has stopped serving', () => {
    const providers = new Set(CATALOG.map((model) => model.provider));
    const on = (day: string) => new Catalog().available(providers, Date.parse(day)).map((model) => model.id);
    expect(on('2026-11-22')).toContain('google/gemini-2.5-pro');
    expect(on('2026-12-02')).not.toContain('google/gemini-2.5-pro');
    expect(on('2026-11-22').length).toBeGreaterThanOrEqual(50);
  });

  it('has at least fifty models with a price', () => {
    expect(CATALOG.filter((model) => model.prices.length > 0).length).toBeGreaterThanOrEqual(50);
  });

  it('keeps every output limit positive and within the window', () => {
    for (const { id, contextWindow, maxOutputTokens } of CATALOG) {
      expect(maxOutputTokens, id).toBeGreaterThan(0);
      expect(maxOutputTokens, id).toBeLessThanOrEqual(contextWindow);
    }
  });

  it('has a positive latency prior for every model', () => {
    for (const { id, latency } of CATALOG) {
      expect(latency.ttftMs, id).toBeGreaterThan(0);
      expect(latency.tokensPerSecond, id).toBeGreaterThan(0);
    }
  });
});

describe('the prices', () => {
  it('are dated in ascending order, and the first one holds since the model was listed', () => {
    for (const { id, prices } of CATALOG) {
      const dates = prices.map((price) => price.from);
      const later = dates.slice(1).map((date) => date ?? 'null');
      expect(dates[0] ?? null, id).toBeNull();
      expect(later.every(isDayOrHour), id).toBe(true);
      expect([...new Set(later)].sort(), id).toEqual(later);
    }
  });

  it('each say where they come from and when somebody last looked', () => {
    for (const { id, price } of rows) {
      expect(price.source, id).not.toBe('');
      expect(isDay(price.verifiedAt), `${id} verified at ${price.verifiedAt}`).toBe(true);
    }
  });

  it('are finite, not negative and in whole nano-dollars per million tokens', () => {
    for (const { id, rate } of rates) {
      for (const rateClass of RATE_CLASSES) {
        const value = rate[rateClass] ?? 0;
        expect(Number.isFinite(value) && value >= 0 && isWholeNanoUsd(value), `${id} ${rateClass} ${value}`).toBe(true);
      }
    }
  });

  it('never charge more for a cached token than for a fresh one', () => {
    for (const { id, rate } of rates) expect(rate.cachedInput ?? rate.input, id).toBeLessThanOrEqual(rate.input);
  });

  it('climb with the input length, each tier above the one before', () => {
    for (const { id, price } of rows) {
      const steps = [{ ...price, aboveInputTokens: 0 }, ...(price.tiers ?? [])];
      for (const [index, step] of steps.slice(1).entries()) {
        const before = steps[index];
        expect(step.aboveInputTokens, id).toBeGreaterThan(before?.aboveInputTokens ?? 0);
        expect(step.input, id).toBeGreaterThanOrEqual(before?.input ?? 0);
        expect(step.output, id).toBeGreaterThanOrEqual(before?.output ?? 0);
      }
    }
  });

  it('set the same token classes in a tier or window as in its row', () => {
    for (const { id, price } of rows) {
      const classes = RATE_CLASSES.filter((rateClass) => price[rateClass] !== undefined);
      for (const rate of allRates(price)) {
        expect(
          RATE_CLASSES.filter((rateClass) => rate[rateClass] !== undefined),
          id,
        ).toEqual(classes);
      }
    }
  });

  it('have windows of real zones, days and hours', () => {
    for (const { id, price } of rows) {
      for (const { timeZone, days, hours } of price.windows ?? []) {
        expect(() => new Intl.DateTimeFormat('en-US', { timeZone }), id).not.toThrow();
        expect(days.length > 0 && days.every((day) => day >= 0 && day <= 6), id).toBe(true);
        expect(hours.length > 0 && hours.every(([from, until]) => 0 <= from && from < until && until <= 24), id).toBe(
          true,
        );
      }
    }
  });
});

describe('prices that vendors announce', () => {
  const inputAt = (id: string, time: string) =>
    priceFor(new Catalog().get(id) as Model, Date.parse(time), 100)?.rates.input;

  it('include a change of Gemini 4 Argon on 1 December 2026', () => {
    expect(inputAt('google/gemini-4-argon', '2026-11-30T23:59:59Z')).toBe(2);
    expect(inputAt('google/gemini-4-argon', '2026-12-01T00:00:00Z')).toBe(4);
  });

  it('include the higher tier of GPT-6.1 Sol above 272,000 input tokens', () => {
    const sol = new Catalog().get('openai/gpt-6.1-sol') as Model;
    expect(priceFor(sol, Date.parse('2026-11-22T12:00:00Z'), 272_000)?.rates.output).toBe(10);
    expect(priceFor(sol, Date.parse('2026-11-22T12:00:00Z'), 272_001)).toMatchObject({
      id: 'openai/gpt-6.1-sol@listed>272000',
      rates: { output: 15 },
    });
  });

  it('include DeepSeek’s peak hours on working days in Beijing', () => {
    expect(inputAt('deepseek/deepseek-v4-pro', '2026-11-20T02:30:00Z')).toBe(1.32);
    expect(inputAt('deepseek/deepseek-v4-pro', '2026-11-20T05:00:00Z')).toBe(0.66);
    expect(inputAt('deepseek/deepseek-v4-pro', '2026-11-21T02:30:00Z')).toBe(0.66);
  });
});

describe('an exact id', () => {
  it('is the only thing that has a price: nothing is guessed from the beginning of a name', () => {
    const catalog = new Catalog();
    for (const { id, name } of catalog.all()) {
      expect(catalog.get(`${id}-preview`), id).toBeUndefined();
      expect(catalog.named(`${name}-latest`), id).toEqual([]);
    }
  });
});
