import { describe, expect, it } from 'vitest';
import { withReturned } from './use-draft';

describe('a question that could not be sent', () => {
  it('comes back where nothing was written since', () => {
    expect(withReturned('Why?', '')).toBe('Why?');
    expect(withReturned('Why?', ' \n')).toBe('Why?');
  });

  it('stands before what was written since, which stays as it is', () => {
    expect(withReturned('Why?', 'And how?\n')).toBe('Why?\n\nAnd how?\n');
  });

  it('leaves what was written alone where it was files only', () => {
    expect(withReturned('', 'And how?')).toBe('And how?');
  });
});
