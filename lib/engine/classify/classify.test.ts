import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '../types';
import { classifyByCues } from './classify';

const classify = (content: string) => classifyByCues([{ role: 'user', content }]);

describe('classifyByCues', () => {
  it.each([
    ['The function returned undefined - what went wrong?', 'code'],
    ['Write a haiku about debugging', 'creative'],
    ['hi', 'simple'],
    ['What is the capital of Norway?', 'simple'],
    ['Summarize the following article in two sentences: The council voted on Tuesday.', 'summarization'],
    ['Translate "good morning" into Japanese', 'multilingual'],
    ['Wie richte ich einen Drucker unter Linux ein und was brauche ich dafür?', 'multilingual'],
    ['日本の首都はどこですか？', 'multilingual'],
    ['भारत की राजधानी क्या है?', 'multilingual'],
    ['Prove that the square root of 2 is irrational, step by step.', 'reasoning'],
  ])('reads "%s" as %s', (prompt, category) => {
    expect(classify(prompt).category).toBe(category);
  });

  it('does not take biology for code because it says "function"', () => {
    expect(classify('Can you analyze the function of mitochondria in cell biology?').category).not.toBe('code');
  });

  it('reads the last user turn, whatever a long system prompt says', () => {
    const system = 'You are a senior engineer. Write Python code, prove theorems, summarize documents. '.repeat(1_500);
    expect(
      classifyByCues([
        { role: 'system', content: system },
        { role: 'user', content: 'hi' },
      ]).category,
    ).toBe('simple');
  });

  it('falls back to medium when nothing speaks for a category', () => {
    expect(classify('well, regarding that other matter from the day before, '.repeat(5)).category).toBe('medium');
  });

  it('always gives a category with a confidence between 0 and 1, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        const { category, confidence } = classify(text);
        expect(CATEGORIES).toContain(category);
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('reads a megabyte without reading all of it', () => {
    const text = `Summarize this: ${'a( {;\n} = '.repeat(100_000)}`;
    expect(classify(text).category).toBe('summarization');
  });
});
