import { describe, expect, it } from 'vitest';
import { formatCompact, formatPercent, formatSeconds, formatUsd, formatUsdExact } from './format';

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
    expect(formatSeconds(64_000)).toBe('1 min 04 s');
    expect(formatPercent(0.934)).toBe('93\u202f%');
  });
});
