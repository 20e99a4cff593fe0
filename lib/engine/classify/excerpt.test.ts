import { describe, expect, it } from 'vitest';
import { relevantExcerpt } from './excerpt';

const DOCUMENT = 'It rained on the hills all day. '.repeat(100);

describe('relevantExcerpt', () => {
  it('reads a short turn whole', () => {
    expect(relevantExcerpt('  What is rain?\n')).toBe('What is rain?');
  });

  it('reads an ask that follows a document first', () => {
    expect(relevantExcerpt(`${DOCUMENT}\nWhat is this about?`)).toMatch(/^What is this about\?\nIt rained/);
  });

  it('reads an ask that precedes a document first', () => {
    expect(relevantExcerpt(`Shorten this:\n${DOCUMENT}\nThe end.`)).toMatch(
      /^Shorten this:\nIt rained(.|\n)*The end\.$/,
    );
  });

  it('stays short, however long the turn', () => {
    expect(relevantExcerpt(DOCUMENT.repeat(300)).length).toBeLessThan(700);
  });
});
