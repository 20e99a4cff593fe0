import { describe, expect, it } from 'vitest';
import { CATEGORIES, type Category } from '../types';
import { type Classify, classifyPrompt, createClassifier, shippedModel } from './classify';
import { type Correction, createCorrection, learn } from './corrections';
import type { LinearModel } from './linear-model';

const PROMPT = 'Draft the class trip script for our function room booking';
const UNRELATED = [
  'What is the capital of Norway?',
  'Write a haiku about debugging',
  'Prove that the square root of 2 is irrational',
  'The function returned undefined - what went wrong?',
  'How do I get a wine stain out of a linen shirt?',
];

const read = (classify: Classify, content: string) => classify([{ role: 'user', content }]);
const taught = (...corrections: Correction[]) => createClassifier({ overlay: learn(corrections, shippedModel()) });

describe('a correction', () => {
  it.each(CATEGORIES)('makes the corrected prompt %s at once, with confidence', (category) => {
    const { category: now, confidence } = read(taught(createCorrection(PROMPT, category)), PROMPT);
    expect(now).toBe(category);
    expect(confidence).toBeGreaterThan(0.5);
  });

  it('makes very similar prompts lean the same way', () => {
    const similar = 'Draft a class trip script for the function room';
    const before = read(classifyPrompt, similar).probabilities.simple;
    const after = read(taught(createCorrection(PROMPT, 'simple')), similar).probabilities.simple;
    expect(after).toBeGreaterThan(before + 0.2);
  });

  it('leaves unrelated prompts in their categories', () => {
    const classify = taught(createCorrection(PROMPT, 'simple'));
    for (const prompt of UNRELATED) {
      expect(read(classify, prompt).category).toBe(read(classifyPrompt, prompt).category);
    }
  });

  it('is undone exactly by learning without it', () => {
    const kept = createCorrection('Plan the merge of our two choirs', 'medium');
    const undone = createCorrection(PROMPT, 'creative');
    const before = taught(kept);
    expect(read(taught(kept, undone), PROMPT)).not.toEqual(read(before, PROMPT));
    const after = taught(...[kept, undone].filter((one) => one !== undone));
    for (const prompt of [PROMPT, ...UNRELATED]) expect(read(after, prompt)).toEqual(read(before, prompt));
    expect(read(taught(), PROMPT)).toEqual(read(classifyPrompt, PROMPT));
  });

  it('gives the last word of several on one prompt', () => {
    const classify = taught(createCorrection(PROMPT, 'code'), createCorrection(PROMPT, 'creative'));
    expect(read(classify, PROMPT).category).toBe('creative');
  });

  it('holds for many prompts at once', () => {
    const wanted = UNRELATED.map((prompt, i) => [prompt, CATEGORIES[i] as Category] as const);
    const classify = taught(...wanted.map(([prompt, category]) => createCorrection(prompt, category)));
    for (const [prompt, category] of wanted) expect(read(classify, prompt).category).toBe(category);
  });

  it('survives storage as JSON without the prompt', () => {
    const stored = JSON.stringify(createCorrection(PROMPT, 'creative'));
    expect(stored).not.toContain('trip');
    expect(read(taught(JSON.parse(stored)), PROMPT).category).toBe('creative');
  });

  it('moves newly trained weights just as far as they need', () => {
    const shipped = shippedModel();
    const retrained: LinearModel = { ...shipped, biases: shipped.biases.map((bias, c) => bias + (c === 3 ? 4 : 0)) };
    const [before, after] = [shipped, retrained].map((model) => learn([createCorrection(PROMPT, 'simple')], model));
    expect(after).not.toEqual(before);
    expect(after?.size).toBeGreaterThan(0);
  });

  it('is passed over when it was made with other features', () => {
    const old = { ...createCorrection(PROMPT, 'creative'), featureVersion: 'ngrams-0' };
    expect(learn([old], shippedModel()).size).toBe(0);
  });
});
