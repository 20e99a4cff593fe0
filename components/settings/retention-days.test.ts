import { expect, it } from 'vitest';
import { parseDays } from './retention-days';

it.each([
  ['', null],
  ['  ', null],
  ['400', 400],
  [' 30 ', 30],
  ['36500', 36_500],
  ['0', undefined],
  ['36501', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['1e3', undefined],
  ['a year', undefined],
])('"%s" is %s days', (text, days) => {
  expect(parseDays(text)).toBe(days);
});
