import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random';
import { addDays, toWeekday } from './day';
import { type DaySpend, dayReached, type Forecast, forecastSpend } from './forecast';

const TODAY = '2026-11-15';
const LAST = '2026-11-30';
const dollars = (usd: number) => Math.round(usd * 1e9);

/** Days that end with yesterday, oldest first. */
function createDays(costs: number[], model = 'acme/one'): DaySpend[] {
  return costs.map((cost, i) => ({ day: addDays(TODAY, i - costs.length), byModel: { [model]: cost } }));
}

function known(forecast: Forecast) {
  if (!forecast.isKnown) throw new Error('There is no forecast.');
  return forecast;
}

const input = (history: DaySpend[]) => ({ history, today: TODAY, elapsed: 0, spentNanoUsd: 0, lastDay: LAST });
const cost = fc.integer({ min: 1, max: 1e12 });

describe('a forecast', () => {
  it('says that it has too few days, counting from the first that cost something', () => {
    const history = [...createDays(Array(20).fill(0)).slice(0, 14), ...createDays([1, 1, 1, 1, 1, 1])];
    expect(forecastSpend(input(history))).toEqual({ isKnown: false, historyDays: 6, neededDays: 7 });
    expect(forecastSpend(input([]))).toMatchObject({ isKnown: false, historyDays: 0 });
  });

  it('of days that are all alike is their sum, without a band', () => {
    const forecast = known(
      forecastSpend({ ...input(createDays(Array(30).fill(dollars(2)))), spentNanoUsd: dollars(28) }),
    );
    expect(forecast).toMatchObject({
      expectedNanoUsd: dollars(28 + 32),
      lowNanoUsd: dollars(60),
      highNanoUsd: dollars(60),
      historyDays: 30,
    });
    expect(forecast.days).toHaveLength(16);
    expect(dayReached(forecast.days, dollars(50))).toBe('2026-11-25');
    expect(dayReached(forecast.days, dollars(61))).toBeNull();
  });

  it('knows weekends after some weeks', () => {
    const costs = Array.from({ length: 56 }, (_, i) => {
      const isWeekend = [0, 6].includes(toWeekday(addDays(TODAY, i - 56)));
      return dollars(isWeekend ? 1 : 10) + (i % 3) * dollars(0.1);
    });
    const { days } = known(forecastSpend(input(createDays(costs))));
    for (const { day, expectedNanoUsd } of days) {
      const isWeekend = [0, 6].includes(toWeekday(day));
      expect(Math.abs(expectedNanoUsd - dollars(isWeekend ? 1.1 : 10.1))).toBeLessThan(dollars(0.4));
    }
  });

  it('takes of today only what is left of it', () => {
    const half = known(forecastSpend({ ...input(createDays(Array(10).fill(100))), elapsed: 0.5 }));
    expect(half.days[0]).toMatchObject({ day: TODAY, expectedNanoUsd: 50 });
    expect(half.expectedNanoUsd).toBe(50 + 15 * 100);
  });

  it('counts a scheduled price from its day on, for the models that it is of', () => {
    const history = createDays(Array(20).fill(100)).map(({ day }) => ({ day, byModel: { a: 60, b: 40 } }));
    const priceIndex = (model: string, day: string) => (model === 'a' && day >= '2026-11-21' ? 2 : 1);
    const { days } = known(forecastSpend({ ...input(history), priceIndex }));
    expect(days.find(({ day }) => day === '2026-11-20')?.expectedNanoUsd).toBe(100);
    expect(days.find(({ day }) => day === '2026-11-21')?.expectedNanoUsd).toBe(160);
  });

  it('takes past days at today’s prices, so that a change of last week is no surprise', () => {
    const history = createDays(Array.from({ length: 20 }, (_, i) => (i < 10 ? 50 : 100)));
    const changed = addDays(TODAY, -10);
    const priceIndex = (_: string, day: string) => (day >= changed ? 10 : 5);
    const forecast = known(forecastSpend({ ...input(history), priceIndex }));
    expect(forecast).toMatchObject({ expectedNanoUsd: 1_600, lowNanoUsd: 1_600, highNanoUsd: 1_600 });
  });

  it('keeps a model whose price nobody knows as it was', () => {
    const forecast = known(forecastSpend({ ...input(createDays(Array(9).fill(10))), priceIndex: () => null }));
    expect(forecast.expectedNanoUsd).toBe(160);
  });

  it('is within its band, never below what is spent, and grows day by day', () => {
    fc.assert(
      fc.property(
        fc.array(cost, { minLength: 7, maxLength: 70 }),
        cost,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (costs, spent, elapsed) => {
          const forecast = known(forecastSpend({ ...input(createDays(costs)), spentNanoUsd: spent, elapsed }));
          expect(forecast.lowNanoUsd).toBeGreaterThanOrEqual(spent);
          expect(forecast.lowNanoUsd).toBeLessThanOrEqual(forecast.expectedNanoUsd);
          expect(forecast.highNanoUsd).toBeGreaterThanOrEqual(forecast.expectedNanoUsd);
          let last = spent;
          for (const { cumulative, lowNanoUsd } of forecast.days) {
            expect(lowNanoUsd).toBeGreaterThanOrEqual(0);
            expect(cumulative.expectedNanoUsd).toBeGreaterThanOrEqual(last);
            last = cumulative.expectedNanoUsd;
          }
          expect(last).toBe(forecast.expectedNanoUsd);
        },
      ),
    );
  });

  it('is twice as much, band and all, for twice the spend; and the same however models are split', () => {
    fc.assert(
      fc.property(fc.array(cost, { minLength: 7, maxLength: 70 }), (costs) => {
        const once = known(forecastSpend(input(createDays(costs))));
        const twice = known(forecastSpend(input(createDays(costs.map((one) => one * 2)))));
        const split = createDays(costs).map(({ day, byModel: { 'acme/one': one = 0 } }) => {
          return { day, byModel: { a: Math.floor(one / 3), b: one - Math.floor(one / 3) } };
        });
        for (const of of ['expectedNanoUsd', 'lowNanoUsd', 'highNanoUsd'] as const) {
          expect(Math.abs(twice[of] - once[of] * 2)).toBeLessThan(4);
          expect(Math.abs(known(forecastSpend(input(split)))[of] - once[of])).toBeLessThan(2);
        }
      }),
    );
  });
});

describe('the band', () => {
  const ROUNDS = 400;
  const SERIES: { name: string; days: number; noise: number; memory: number; weekend: number }[] = [
    { name: 'eight weeks of calm days', days: 56, noise: 0.2, memory: 0, weekend: 1 },
    { name: 'eight weeks with weekends', days: 56, noise: 0.2, memory: 0, weekend: 0.3 },
    { name: 'wild days', days: 56, noise: 0.7, memory: 0, weekend: 0.5 },
    { name: 'days that resemble the day before', days: 56, noise: 0.3, memory: 0.5, weekend: 0.5 },
    { name: 'three weeks', days: 21, noise: 0.3, memory: 0, weekend: 0.4 },
    { name: 'ten days', days: 10, noise: 0.3, memory: 0, weekend: 1 },
  ];

  it.each(SERIES)('holds what happens about nine times in ten: $name', ({ days, noise, memory, weekend }) => {
    const random = seededRandom(17);
    let inside = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const costs = lognormalDays({ count: days + 16, noise, memory, weekend, random });
      const forecast = known(forecastSpend(input(createDays(costs.slice(0, days)))));
      const happened = costs.slice(days).reduce((sum, one) => sum + one, 0);
      if (happened >= forecast.lowNanoUsd && happened <= forecast.highNanoUsd) inside++;
    }
    expect(inside / ROUNDS).toBeGreaterThan(0.85);
    expect(inside / ROUNDS).toBeLessThan(0.97);
  });
});

interface Series {
  count: number;
  noise: number;
  memory: number;
  weekend: number;
  random: () => number;
}

/** Days before and after today: a level, weekends, and chance that lingers. */
function lognormalDays({ count, noise, memory, weekend, random }: Series): number[] {
  let lingering = 0;
  const first = addDays(TODAY, 16 - count);
  return Array.from({ length: count }, (_, i) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    lingering = memory * lingering + Math.sqrt(1 - memory ** 2) * normal;
    const level = [0, 6].includes(toWeekday(addDays(first, i))) ? weekend : 1;
    return dollars(10 * level * Math.exp(noise * lingering));
  });
}
