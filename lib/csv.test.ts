import { describe, expect, it } from 'vitest';
import { csvLine, exactUsd, money } from './csv';

describe('a line of CSV', () => {
  it('disarms what a spreadsheet would run', () => {
    const cells = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', 'plain = text'];
    expect(csvLine(cells)).toBe(`'=1+1,'+1,'-1,'@SUM(A1),'\t=1,"'\r=1",'＝1,plain = text\r\n`);
  });

  it('quotes commas, quotes and line ends, and disarms inside the quotes', () => {
    expect(csvLine(['a,b', 'say "hi"', 'two\nlines', '=HYPERLINK("x","y")'])).toBe(
      `"a,b","say ""hi""","two\nlines","'=HYPERLINK(""x"",""y"")"\r\n`,
    );
  });

  it('leaves numbers numbers, also below nothing, and the unknown empty', () => {
    expect(csvLine([-3, 0, money(-1_500_000_000), money(null), null, new Date(0)])).toBe(
      '-3,0,-1.500000000,,,1970-01-01T00:00:00.000Z\r\n',
    );
  });

  it.each([
    [0, '0.000000000'],
    [1, '0.000000001'],
    [-1, '-0.000000001'],
    [1_234_567_890_123, '1234.567890123'],
    [9_007_199_254_740_993_000n, '9007199254.740993000'],
  ])('writes %s nano-dollars exactly', (nanoUsd, text) => {
    expect(exactUsd(nanoUsd)).toBe(text);
  });
});
