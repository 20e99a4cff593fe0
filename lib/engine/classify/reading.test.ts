import { describe, expect, it } from 'vitest';
import { readingOf } from './reading';

const DOCUMENT = 'It rained on the hills all day. '.repeat(100);

describe('readingOf', () => {
  it('reads a short turn whole', () => {
    expect(readingOf('  What is rain?\n')).toBe('What is rain?');
  });

  it('reads an ask that follows a document first', () => {
    expect(readingOf(`${DOCUMENT}\nWhat is this about?`)).toMatch(/^What is this about\?\nIt rained/);
  });

  it('reads an ask that precedes a document first', () => {
    expect(readingOf(`Shorten this:\n${DOCUMENT}\nThe end.`)).toMatch(/^Shorten this:\nIt rained(.|\n)*The end\.$/);
  });

  it('stays short, however long the turn', () => {
    expect(readingOf(DOCUMENT.repeat(300)).length).toBeLessThan(700);
  });
});
