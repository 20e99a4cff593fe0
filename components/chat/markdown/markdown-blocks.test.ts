import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitBlocks } from './markdown-blocks';

describe('splitBlocks', () => {
  it('splits paragraphs, and keeps fenced code and lists whole', () => {
    const text = 'One.\n\nTwo:\n\n```js\na\n\nb\n```\n\n1. x\n\n2. y\n   more\n\nEnd.';
    expect(splitBlocks(text)).toEqual(['One.', 'Two:', '```js\na\n\nb\n```', '1. x\n\n2. y\n   more', 'End.']);
  });

  it('keeps earlier blocks as they are while the last one grows', () => {
    const text = 'One.\n\nTwo\n\n```js\nlet a = 1;\n\nlet b = 2;\n```\n\nThree.';
    let before: string[] = [];
    for (let end = 1; end <= text.length; end++) {
      const blocks = splitBlocks(text.slice(0, end));
      expect(blocks.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
      before = blocks;
    }
  });

  it('loses no word of any text', () => {
    const line = fc.constantFrom('a', 'b c', '', '- x', '1. y', '```', '~~~', '| t |', '    code');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const words = (text: string) => text.split(/\s+/).filter(Boolean);
        expect(words(splitBlocks(lines.join('\n')).join('\n'))).toEqual(words(lines.join('\n')));
      }),
    );
  });
});
