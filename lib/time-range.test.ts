import { expect, it } from 'vitest';
import { recentRange, recentWindowSchema } from './time-range';

it('looks back a whole hour at least, even just after one has begun', () => {
  const now = Date.UTC(2026, 10, 22, 3, 0, 5);
  expect(recentRange('1h', now)).toEqual({
    from: new Date(Date.UTC(2026, 10, 22, 2)),
    until: new Date(Date.UTC(2026, 10, 22, 4)),
  });
  expect(recentRange('24h', now).from).toEqual(new Date(Date.UTC(2026, 10, 21, 3)));
});

it('takes the shortest window for one that it does not know', () => {
  expect(recentWindowSchema.parse('90d')).toBe('1h');
  expect(recentWindowSchema.parse(undefined)).toBe('1h');
});
