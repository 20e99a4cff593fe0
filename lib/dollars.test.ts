import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUsd, usdText } from './format';

const amounts = fc.nat({ max: Number.MAX_SAFE_INTEGER });

describe('an amount in dollars', () => {
  it.each([
    ['270', 270e9],
    ['270.00', 270e9],
    [' $ 1,400 ', 1_400e9],
    ['1,234,567.89', 1_234_567_890_000_000],
    ['0', 0],
    ['0.000000001', 1],
    ['0.1', 100_000_000],
  ])('%s is read to the nano-dollar', (text, nanoUsd) => {
    expect(parseUsd(text)).toBe(nanoUsd);
  });

  it.each([
    '',
    '-1',
    '1e3',
    '1,40',
    '1,4000',
    '.5',
    '5.',
    '270,00',
    '0.0000000001',
    '9,007,200',
    'ten',
    '1 000',
    '1.2.3',
  ])('%s is none', (text) => {
    expect(parseUsd(text)).toBeNull();
  });

  it('comes back exactly from the text it is written as, with thousands’ commas too', () => {
    fc.assert(
      fc.property(amounts, (nanoUsd) => {
        const text = usdText(nanoUsd);
        expect(text).toMatch(/^\d+\.\d{2,9}$/);
        expect(parseUsd(text)).toBe(nanoUsd);
        const [whole = '', decimals] = text.split('.');
        expect(parseUsd(`$${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${decimals}`)).toBe(nanoUsd);
      }),
    );
  });

  it('is never made of anything that is not one', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const nanoUsd = parseUsd(text);
        if (nanoUsd === null) return;
        expect(Number.isSafeInteger(nanoUsd) && nanoUsd >= 0).toBe(true);
        expect(text).toMatch(/\d/);
      }),
    );
  });
});
