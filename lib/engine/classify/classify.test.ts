import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATEGORIES } from '../types';
import { classificationFromCaller } from './caller-category';
import { CLASSIFIER_VERSION, choose, classifyPrompt } from './classify';

const classify = (content: string) => classifyPrompt([{ role: 'user', content }]);
const predictCategory = (content: string) => classify(content).category;
const sumValues = (probabilities: Record<string, number>) => Object.values(probabilities).reduce((a, b) => a + b, 0);

describe('classifyPrompt', () => {
  it.each([
    ['The function returned undefined - what went wrong?', 'code'],
    ['Write a haiku about debugging', 'creative'],
    ['hi', 'simple'],
    ['What is the capital of Norway?', 'simple'],
    ['Summarize the following article in two sentences: The council voted on Tuesday.', 'summarization'],
    ['Translate "good morning" into Japanese', 'multilingual'],
    ['Prove that the square root of 2 is irrational, step by step.', 'reasoning'],
    ['How do I get a wine stain out of a linen shirt?', 'medium'],
  ])('reads "%s" as %s', (prompt, category) => {
    expect(predictCategory(prompt)).toBe(category);
  });

  it('does not take biology for code because it says "function"', () => {
    expect(predictCategory('Can you analyze the function of mitochondria in cell biology?')).not.toBe('code');
  });

  it.each([
    ['German', 'Die Funktion hat undefined zurückgegeben – was ist schiefgelaufen?'],
    ['German', 'Kannst du untersuchen, welche Rolle die Mitochondrien in der Zelle spielen?'],
    ['German', 'Verfasse ein Haiku über die Fehlersuche'],
    ['Japanese', '関数がundefinedを返しました。何がいけなかったのでしょうか？'],
    ['Japanese', 'ミトコンドリアの細胞での働きを調べてもらえますか？'],
    ['Japanese', 'デバッグを題材に俳句を詠んで'],
    ['Hindi', 'फ़ंक्शन ने undefined लौटाया - क्या गड़बड़ हुई?'],
    ['Hindi', 'क्या आप कोशिका में माइटोकॉन्ड्रिया का काम समझा सकते हैं?'],
    ['Hindi', 'डिबगिंग के बारे में एक हाइकु लिखिए'],
    ['Arabic', 'أعادت الدالة undefined - ما الخطأ الذي حدث؟'],
    ['Arabic', 'هل يمكنك تحليل وظيفة الميتوكوندريا في الخلية؟'],
    ['Arabic', 'اكتب قصيدة هايكو عن إصلاح الأخطاء البرمجية'],
  ])('reads a prompt in %s as multilingual: %s', (_language, prompt) => {
    expect(predictCategory(prompt)).toBe('multilingual');
  });

  it('reads code pasted with a short ask as code, before and after', () => {
    const code = 'export function add(a, b) {\n  const sum = a + b;\n  return sum;\n}\n'.repeat(40);
    expect(predictCategory(`explain this\n\n${code}`)).toBe('code');
    expect(predictCategory(`${code}\nexplain this`)).toBe('code');
  });

  it('judges a long document by the ask before or after it', () => {
    const report = 'The harbour was widened and the ferries run every hour since the spring. '.repeat(300);
    expect(predictCategory(`Summarize this report in three sentences.\n\n${report}`)).toBe('summarization');
    expect(predictCategory(`${report}\n\nSummarize the report above in three sentences.`)).toBe('summarization');
    expect(predictCategory(`Translate this into Spanish:\n\n${report}`)).toBe('multilingual');
  });

  it('gives probabilities that sum to 1 and a confidence that is one of them, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1_000 }), (text) => {
        const { category, confidence, runnerUp, probabilities, version } = classify(text);
        expect(CATEGORIES).toContain(category);
        expect(sumValues(probabilities)).toBeCloseTo(1, 9);
        expect(confidence).toBe(probabilities[category]);
        expect(runnerUp?.category).not.toBe(category);
        expect(version).toBe(CLASSIFIER_VERSION);
      }),
    );
  });

  it('says the same of the same prompt, whatever it read in between', () => {
    const first = classify('Name the planets');
    classify('def f(x): return x');
    expect(classify('Name the planets')).toEqual(first);
  });

  it.each([
    ['words', 'a( {;\n} = '.repeat(100_000)],
    ['one word', 'x'.repeat(1_000_000)],
    ['blanks', ' '.repeat(1_000_000)],
    ['lines', '\n'.repeat(1_000_000)],
    ['Japanese', '日本'.repeat(500_000)],
    ['nothing', ''],
  ])('takes a megabyte of %s', (_what, text) => {
    expect(sumValues(classify(text).probabilities)).toBeCloseTo(1, 9);
  });
});

describe('choose', () => {
  const model = { minConfidence: 0.4, version: 'linear-0' };

  it('takes the likeliest category and names the next', () => {
    const { category, confidence, runnerUp } = choose(Float64Array.of(0.1, 0.25, 0, 0.65, 0, 0, 0), model);
    expect([category, confidence, runnerUp]).toEqual(['code', 0.65, { category: 'medium', confidence: 0.25 }]);
  });

  it('says medium, and how likely that is, when no category is likely enough', () => {
    const { category, confidence, runnerUp } = choose(Float64Array.of(0.1, 0.2, 0.3, 0.35, 0.05, 0, 0), model);
    expect([category, confidence, runnerUp]).toEqual(['medium', 0.2, { category: 'code', confidence: 0.35 }]);
  });
});

describe('classificationFromCaller', () => {
  it('is certain of the category that the caller named', () => {
    const { confidence, probabilities, version } = classificationFromCaller('code');
    expect([confidence, probabilities.code, sumValues(probabilities), version]).toEqual([1, 1, 1, 'caller']);
  });
});
