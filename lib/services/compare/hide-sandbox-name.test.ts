import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HideSandboxName } from './hide-sandbox-name';

function hideNameed(name: string, pieces: string[]): string {
  const hideName = new HideSandboxName(name);
  return pieces.map((piece) => hideName.take(piece)).join('') + hideName.end();
}

describe('the sandbox’s signature in a blind comparison', () => {
  it('names nobody, however the text is cut', () => {
    const text = '84.\n\n*Sandbox answer, made up by finch-code. No language model was called.*';
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (lengths) => {
        const pieces: string[] = [];
        for (let at = 0, i = 0; at < text.length; i++) {
          const length = lengths[i % lengths.length] ?? 1;
          pieces.push(text.slice(at, at + length));
          at += length;
        }
        expect(hideNameed('finch-code', pieces)).toBe(text.replace('finch-code', 'a model you see after the vote'));
      }),
    );
  });

  it('loses nothing of any other text', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.constantFrom('made up', 'made up by ', 'm', ''), (pieces, last) => {
        expect(hideNameed('finch-code', [...pieces, last])).toBe([...pieces, last].join(''));
      }),
    );
  });
});
