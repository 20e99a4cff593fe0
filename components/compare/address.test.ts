import { expect, it } from 'vitest';
import { addressOf, comparisonAt } from './address';

it('tells a saved comparison from a new one, and both from the pages beside them', () => {
  expect(comparisonAt(addressOf('cmp_0aB'))).toBe('cmp_0aB');
  expect(comparisonAt('/compare')).toBeNull();
  expect(comparisonAt('/compare/leaderboard')).toBeUndefined();
  expect(comparisonAt('/compare/shared/cmp_0aB')).toBeUndefined();
});
