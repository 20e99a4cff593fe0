import { describe, expect, it } from 'vitest';
import { daysSince, describeScope, formatRates, otherCharges } from './price-labels';

describe('price labels', () => {
  it('describe which calls a price applies to', () => {
    expect(describeScope({ kind: 'all' })).toBe('all input');
    expect(describeScope({ kind: 'input', above: 0, upTo: 271_999 })).toBe('up to 272k input');
    expect(describeScope({ kind: 'input', above: 200_000, upTo: null })).toBe('above 200k');
    const hours = {
      timeZone: 'Asia/Shanghai',
      days: [1, 2, 3, 4, 5],
      hours: [
        [9, 12],
        [14, 18],
      ] as [number, number][],
    };
    expect(describeScope({ kind: 'hours', hours })).toBe('Mon – Fri 09 – 12, 14 – 18, Shanghai');
    expect(describeScope({ kind: 'hours', hours: { ...hours, days: [0, 6] } })).toContain('Sun, Sat');
  });

  it('show both rates, and the hourly rate of a machine', () => {
    expect(formatRates({ input: 2, output: 10 })).toBe('$2.00 / $10.00');
    expect(formatRates({ input: 0, output: 0 })).toBe('$0');
    expect(formatRates({ input: 0, output: 0, perHour: 0.6 })).toBe('$0.60 per hour');
    expect(otherCharges({ input: 1, output: 1, reasoning: 3, perCall: 0.01 })).toEqual([
      'reasoning $3.00',
      '$0.01 per call',
    ]);
  });

  it('count whole days since verification', () => {
    expect(daysSince('2026-07-02', Date.parse('2026-11-22T12:00:00Z'))).toBe(143);
  });
});
