import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './wilson';

describe('wilsonInterval', () => {
  it('gives Wilson’s interval', () => {
    // 8 of 10 at 95 %, as in every textbook: 0.490 to 0.943.
    const { mean, low, high } = wilsonInterval(8, 10, 1.96);
    expect(mean).toBe(0.8);
    expect(low).toBeCloseTo(0.49, 3);
    expect(high).toBeCloseTo(0.943, 3);
  });

  it('stays within 0 and 1, and is never certain', () => {
    expect(wilsonInterval(3, 3)).toMatchObject({ mean: 1, high: 1 });
    expect(wilsonInterval(3, 3).low).toBeLessThan(0.9);
    expect(wilsonInterval(0, 3)).toMatchObject({ mean: 0, low: 0 });
    expect(wilsonInterval(0, 0)).toEqual({ mean: 0.5, low: 0, high: 1 });
  });
});
