import { describe, expect, it } from 'vitest';
import { foundParts } from './found-text';

const marked = (text: string, search: string) =>
  foundParts(text, search)
    .map((part) => (part.isFound ? `[${part.text}]` : part.text))
    .join('');

describe('foundParts', () => {
  it('marks matches anywhere, ignoring case', () => {
    expect(marked('Postgres and postgres', 'POST')).toBe('[Post]gres and [post]gres');
    expect(marked('Übersetzung', 'über')).toBe('[Über]setzung');
  });

  it('marks every word, longer ones first', () => {
    expect(marked('a postgres post', 'post postgres')).toBe('a [postgres] [post]');
  });

  it('treats special characters literally', () => {
    expect(marked('50% (a+b) [x]', '% (a+b) [x]')).toBe('50[%] [(a+b)] [[x]]');
    expect(marked('abc', '.*')).toBe('abc');
  });

  it('marks nothing without a search and keeps the whole text', () => {
    expect(marked('plain', '  ')).toBe('plain');
    expect(foundParts('', 'a')).toEqual([]);
  });
});
