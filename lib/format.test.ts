import { describe, expect, it } from 'vitest';
import {
  formatCompact,
  formatDayOrHour,
  formatPercent,
  formatPercentRange,
  formatPoints,
  formatPrice,
  formatQuality,
  formatSeconds,
  formatTimes,
  formatUsd,
  formatUsdExact,
  formatUsdRough,
} from './format';

describe('formatUsd', () => {
  it.each([
    [0, '$0'],
    [1, '<$0.0001'],
    [99_999, '<$0.0001'],
    [100_000, '$0.0001000'],
    [1_286_000, '$0.001286'],
    [38_940_000, '$0.03894'],
    [999_900_000, '$0.9999'],
    [1_000_000_000, '$1.00'],
    [1_200_220_000_000, '$1,200.22'],
    [null, 'unpriced'],
  ])('words %s nano-dollars as %s', (nanoUsd, text) => {
    expect(formatUsd(nanoUsd)).toBe(text);
  });

  it('never shows something as nothing', () => {
    for (let nanoUsd = 1; nanoUsd < 1e12; nanoUsd *= 7)
      expect(Number(formatUsd(Math.floor(nanoUsd)).replace(/[^0-9.]/g, ''))).toBeGreaterThan(0);
  });

  it('shows every nano-dollar on a bill', () => {
    expect(formatUsdExact(7_500)).toBe('$0.0000075');
  });
});

describe('the other words for numbers', () => {
  it('follow the design', () => {
    expect(formatCompact(12_412)).toBe('12.4k');
    expect(formatCompact(999_999)).toBe('1.0M');
    expect(formatSeconds(480)).toBe('0.48 s');
    expect([0, 4, 5].map(formatSeconds)).toEqual(['0.00 s', '<0.01 s', '0.01 s']);
    expect(formatSeconds(64_000)).toBe('1 min 04 s');
    expect(formatPercent(0.934)).toBe('93\u202f%');
    expect(formatPercentRange(0.549, 0.91)).toBe('55 – 91\u202f%');
    expect(formatQuality(0.8034)).toBe('0.80');
    expect(formatQuality(0.8034, 3)).toBe('0.803');
  });

  it.each([
    [0.025, '+0.025 pt'],
    [-0.11, '−0.110 pt'],
    [0.0004, '+<0.001 pt'],
    [0, '0 pt'],
  ])('words a change of %s as %s', (change, text) => {
    expect(formatPoints(change)).toBe(text);
  });

  it.each([
    [2, '2×'],
    [2.44, '2.4×'],
    [9.96, '10×'],
    [10.66, '11×'],
    [1234, '1,234×'],
  ])('words a ratio of %s as %s', (ratio, text) => {
    expect(formatTimes(ratio)).toBe(text);
  });
});

describe('formatUsdRough', () => {
  it.each([
    [0, '$0'],
    [50_000, '<$0.0001'],
    [862_000, '$0.0009'],
    [9_960_000, '$0.010'],
    [12_340_000, '$0.012'],
    [1_234_000_000, '$1.23'],
  ])('words %s nano-dollars as %s', (nanoUsd, text) => {
    expect(formatUsdRough(nanoUsd)).toBe(text);
  });
});

describe('a price', () => {
  it('has two decimals, and more where the vendor prints more', () => {
    expect([2, 0.435, 0.003625, 0, 12.5].map(formatPrice)).toEqual(['2.00', '0.435', '0.003625', '0.00', '12.50']);
  });

  it('begins on a day, or at its hour', () => {
    expect(formatDayOrHour('2026-12-01')).toBe('1 Dec 2026');
    expect(formatDayOrHour('2026-12-01T00')).toBe('1 Dec 2026');
    expect(formatDayOrHour('2026-12-01T13')).toBe('1 Dec 2026, 13:00');
  });
});
