import { describe, expect, it } from 'vitest';
import { returnTo } from './return-to';

describe('where signing in leads', () => {
  it('is the shared page that was wanted', () => {
    expect(returnTo('/shared/shr_0Vn3kZ')).toBe('/shared/shr_0Vn3kZ');
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/shared/../settings',
    '/shared/a?b',
    '/overview',
    '',
    null,
    ['/shared/a'],
  ])('is nowhere else: %s', (wanted) => expect(returnTo(wanted)).toBeNull());
});
