import { expect, it } from 'vitest';
import { describeFeedback } from './learned-labels';

it.each([
  ['rating', 1, 'thumbs up'],
  ['rating', -1, 'thumbs down'],
  ['rating', -0.5, 'rated −0.5'],
  ['rating', 0, 'rated 0'],
  ['vote', 1, 'vote, won'],
  ['vote', 0, 'vote, tie'],
  ['vote', null, 'vote'],
  ['correction', null, 'corrected to code'],
  ['stronger', null, 'retried with a stronger model'],
  ['reversal', null, 'undone'],
  ['other', null, 'other'],
])('describes %s %s as %s', (kind, rating, words) => {
  expect(describeFeedback({ kind, rating, category: 'code' })).toBe(words);
});
