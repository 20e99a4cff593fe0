import { describe, expect, it } from 'vitest';
import { findUnfinished, remainingText } from './continued';

describe('the rest of an answer', () => {
  const asked = { role: 'user' as const, content: 'Write a poem.' };
  const partial = { role: 'assistant' as const, content: 'There was a' };

  it('is asked for by the last words, behind what was said', () => {
    const instruction = { role: 'user' as const, content: 'Your answer above was cut off. Write the rest.' };
    expect(findUnfinished([asked, partial, instruction])).toEqual({ messages: [asked], partial: 'There was a' });
    expect(findUnfinished([asked, partial, { role: 'user', content: 'And in French?' }])).toBeNull();
    expect(findUnfinished([instruction])).toBeNull();
  });

  it('begins where the first part ended, or somewhere in the middle of another text', () => {
    expect(remainingText('There was a morning.', 'There was a')).toBe(' morning.');
    expect(remainingText('Another text altogether, and long.', 'There was a')).toBe(' altogether, and long.');
  });
});
