import { expect, it } from 'vitest';
import { comparisonIdIn, comparisonPath } from './comparison-url';

it('distinguishes a saved comparison, a new one and other pages', () => {
  expect(comparisonIdIn(comparisonPath('cmp_0aB'))).toBe('cmp_0aB');
  expect(comparisonIdIn('/compare')).toBeNull();
  expect(comparisonIdIn('/compare/leaderboard')).toBeUndefined();
  expect(comparisonIdIn('/compare/shared/cmp_0aB')).toBeUndefined();
});
