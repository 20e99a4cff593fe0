import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createExtractor } from './extract';
import { countDimensions, type FeatureSpec } from './spec';

const SPEC: FeatureSpec = {
  wordBits: 14,
  characterBits: 14,
  openingBits: 10,
  wordGrams: 2,
  characterGrams: { min: 3, max: 5 },
  openingTokens: 3,
  signed: false,
  window: { opening: 1_000, closing: 500 },
};
const WORDS_ONLY: FeatureSpec = { ...SPEC, wordGrams: 1, characterGrams: null, openingTokens: 0 };

const extract = createExtractor(SPEC);
const words = createExtractor(WORDS_ONLY);
const extractIndices = (text: string, from = words) => [...from(text).indices];

describe('createExtractor', () => {
  it('gives the same vector for the same text, whatever was read in between', () => {
    const first = extract('What is the capital of Norway?');
    extract('something else entirely');
    expect(extract('What is the capital of Norway?')).toEqual(first);
  });

  it('keeps indices inside the dimensions, unrepeated, with values that are never 0, for any text', () => {
    for (const spec of [SPEC, WORDS_ONLY, { ...SPEC, signed: true, wordBits: 4, characterBits: 4, openingBits: 2 }]) {
      const read = createExtractor(spec);
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
          const { indices, values } = read(text);
          expect(indices.length).toBe(values.length);
          expect(new Set(indices).size).toBe(indices.length);
          expect(indices.every((index) => index < countDimensions(spec))).toBe(true);
          expect(values.every((value) => value !== 0 && Number.isFinite(value))).toBe(true);
        }),
      );
    }
  });

  it('scales each group to length 1', () => {
    const { values } = extract('Explain how a refrigerator works, step by step');
    const squares = values.reduce((sum, value) => sum + value * value, 0);
    expect(squares).toBeCloseTo(3, 4);
  });

  it('reads capitals and digits alike', () => {
    expect(words('Add 17 To 25')).toEqual(words('add 39 to 46'));
  });

  it('counts a repeated word once, more heavily', () => {
    const { indices, values } = words('really really really good');
    expect(indices.length).toBe(2);
    expect(values[0]).toBeGreaterThan(values[1] as number);
  });

  it('finds words in scripts without spaces', () => {
    const shared = extractIndices('日本の首都').filter((index) => extractIndices('首都はどこですか').includes(index));
    expect(shared.length).toBe(2);
  });

  it('sees the order of words only in runs', () => {
    expect(extractIndices('dog bites man').sort()).toEqual(extractIndices('man bites dog').sort());
    expect(extract('dog bites man')).not.toEqual(extract('man bites dog'));
  });

  it('skips what lies between the two ends of a huge text', () => {
    const ends = (middle: string) => `${'a b c d '.repeat(200)}${middle}${' w x y z'.repeat(200)}`;
    expect(extract(ends('needle '.repeat(100_000)))).toEqual(extract(ends('haystack '.repeat(50_000))));
  });

  it('gives an empty vector for an empty text', () => {
    expect(extract('').indices.length).toBe(0);
  });
});
