import { describe, expect, it } from 'vitest';
import { formatComment, parseComment } from './rating-comment';

const OFFERED = ['wrong', 'too long'];

describe('why a thumb went down', () => {
  it.each([
    [{ tapped: ['wrong', 'too long'], words: 'the table: missing' }, 'wrong, too long: the table: missing'],
    [{ tapped: ['wrong'], words: '' }, 'wrong'],
    [{ tapped: [], words: 'just so' }, 'just so'],
    [{ tapped: [], words: '  ' }, null],
  ])('is written as one sentence and read again: %j', (reasons, comment) => {
    expect(formatComment(reasons)).toBe(comment);
    expect(parseComment(comment, OFFERED)).toEqual({ ...reasons, words: reasons.words.trim() });
  });

  it('is kept as words when it came from elsewhere', () => {
    expect(parseComment('note: from the API', OFFERED)).toEqual({ tapped: [], words: 'note: from the API' });
  });
});
