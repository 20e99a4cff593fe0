import { expect, it } from 'vitest';
import { comparisonIdIn, comparisonPath } from './comparison-url';

it('tells a saved comparison from a new one, and both from the pages beside them', () => {
  expect(comparisonIdIn(comparisonPath('cmp_0aB'))).toBe('cmp_0aB');
  expect(comparisonIdIn('/compare')).toBeNull();
  expect(comparisonIdIn('/compare/leaderboard')).toBeUndefined();
  expect(comparisonIdIn('/compare/shared/cmp_0aB')).toBeUndefined();
});
