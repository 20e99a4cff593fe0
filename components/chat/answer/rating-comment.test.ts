import { describe, expect, it } from 'vitest';
import { formatComment, parseComment } from './rating-comment';

const OFFERED = ['wrong', 'too long'];

describe('the comment of a rating', () => {
  it.each([
    [{ selected: ['wrong', 'too long'], text: 'the table: missing' }, 'wrong, too long: the table: missing'],
    [{ selected: ['wrong'], text: '' }, 'wrong'],
    [{ selected: [], text: 'just so' }, 'just so'],
    [{ selected: [], text: '  ' }, null],
  ])('is formatted as one sentence and parsed again: %j', (reasons, comment) => {
    expect(formatComment(reasons)).toBe(comment);
    expect(parseComment(comment, OFFERED)).toEqual({ ...reasons, text: reasons.text.trim() });
  });

  it('is kept as text when it was written elsewhere', () => {
    expect(parseComment('note: from the API', OFFERED)).toEqual({ selected: [], text: 'note: from the API' });
  });
});
