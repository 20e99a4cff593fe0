import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateDifficulty, relativeDifficulty } from './difficulty';

describe('estimateDifficulty', () => {
  it('finds competition mathematics harder than a word problem for children', () => {
    const hard =
      'Let $f(x)=\\frac{x^2}{1+x}$. Find the number of integers $n$ such that $f(f(n))=\\sqrt{3}$ has a solution.';
    const easy =
      'Janet has 3 apples and buys 4 more. She gives 2 of them to her brother. How many apples does she have now?';
    expect(estimateDifficulty(hard)).toBeGreaterThan(estimateDifficulty(easy) + 1);
  });

  it('takes a greeting for nothing special', () => {
    expect(Math.abs(estimateDifficulty('hi'))).toBeLessThan(0.2);
  });

  it('is a number between −2 and 2 for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        const difficulty = estimateDifficulty(text);
        expect(difficulty).toBeGreaterThanOrEqual(-2);
        expect(difficulty).toBeLessThanOrEqual(2);
        expect(estimateDifficulty(text)).toBe(difficulty);
      }),
    );
  });

  it('compares a prompt with its own kind', () => {
    expect(relativeDifficulty(1, 'creative')).toBeGreaterThan(relativeDifficulty(1, 'reasoning'));
  });
});
