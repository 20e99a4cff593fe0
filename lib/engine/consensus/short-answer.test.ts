import { describe, expect, it } from 'vitest';
import { extractShortAnswer } from './short-answer';

describe('extractShortAnswer', () => {
  it.each([
    [
      '42',
      [
        '42.',
        '**42**',
        'The answer is 42.',
        'the answer is: 42',
        'Answer: 42',
        'So, the final answer is `42`',
        '042',
        '42.0',
      ],
    ],
    ['1000', ['1,000', '1 000', '1000.00', '1_000', 'Result: 1,000.']],
    ['-5', ['−5', '-5.', 'It is -5', '–5']],
    ['4^2', ['4²', '4^2', 'It is 4².']],
    ['12', ['12', 'The sum of 3, 4 and 5 is 12.', '3 + 4 + 5 = 12']],
    ['5', ['x = 5', '\\boxed{5}, that is \\boxed{5}', '* 5', '5']],
    ['0.5', ['.5', '0.50', 'The answer is 0.5.']],
    [
      '391',
      [
        '17 * 23 = **391**.',
        '17 × 23 = 391',
        'The product of 17 and 23 is 391.',
        '17 * 23 = 391.\n\n*Made up by one of them.*',
      ],
    ],
    ['1000 dollars', ['$1,000', '$ 1000', '1,000 dollars']],
    ['50 percent', ['50%', '50 %', '50 percent']],
    [
      'option b',
      [
        'B',
        '(b)',
        'b.',
        'Option B',
        'B) Paris',
        '(B) Paris',
        'The correct answer is B.',
        'Answer: B: Paris',
        'Option B. Paris',
      ],
    ],
    ['yes', ['Yes', 'YES!', 'Yes, it is.', 'yes - because 97 has no divisor']],
    ['no', ['No', 'No.', 'No, 91 = 7 × 13.']],
    [
      'paris',
      ['Paris', '> Paris', 'A: Paris', 'paris.', '*Paris*', "It's Paris!", '“Paris”', 'The answer is Paris', '- Paris'],
    ],
    ['eiffel tower', ['The Eiffel Tower', 'an Eiffel tower', 'Eiffel   Tower.']],
    ['well known fact', ['A well-known fact.', 'Well known fact']],
    ['dont', ["don't", 'Don’t.']],
  ])('reads %s in each of its spellings', (meaning, spellings) => {
    expect(spellings.map(extractShortAnswer)).toEqual(spellings.map(() => meaning));
  });

  it.each([
    ['C++', 'C#'],
    ['x^2', 'x2'],
    ['5', '-5'],
    ['42', '42%'],
    ['1/2', '12'],
    ['$42', '€42'],
    ['3.14', '314'],
    ['a+b', 'a-b'],
    ['yes', 'no'],
    ['A', 'B'],
    ['not Paris', 'Paris'],
    ['x = 3 or x = 5', 'x = -3 or x = 5'],
    ['x = 3 or x = 5', '5'],
    ['Alice is 30 and Bob is 25', 'Alice is 20 and Bob is 25.'],
    ['It costs 30 and the tip is 5', 'It costs 20 and the tip is 5'],
    ['It costs 30, and the tip is 5', 'It costs 20, and the tip is 5'],
    ['Alice: 30\nBob = 25', 'Alice: 20\nBob = 25'],
    ['x >= 5', 'x <= 5'],
    ['x != 5', 'x = 5'],
    ['\\boxed{3} or \\boxed{5}', '\\boxed{-3} or \\boxed{5}'],
    ['\\boxed{3} or \\boxed{\\frac{1}{2}}', '3'],
    ['E. Hemingway', 'E. Zola'],
    ['The answer is C. elegans.', 'The answer is C. difficile.'],
    ['A: Paris', 'A: Lyon'],
    ['No. 7', 'No. 9'],
    ['True, false', 'True, true'],
    ['4²', '42'],
    ['10⁻³', '10-3'],
    ['2**10', '210'],
    ['101₂', '1012'],
    ['- 5', '5'],
    ['> 5', '5'],
    ['> $5', '$5'],
    ['–5', '5'],
    ['The answer is:\n\n*Paris*', 'The answer is:\n\n*Lyon*'],
    ['The answer is:\n\n*the city of light*', 'The answer is:\n\n*the city of rain*'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(extractShortAnswer(one)).not.toBe(extractShortAnswer(other));
  });

  const reasoning =
    'Each box holds twelve eggs and there are three boxes, so I multiply the two numbers with each other.';

  it.each([
    ['a sentence of its own', `${reasoning} The answer is 36.`],
    ['bold', `${reasoning}\n\n**Final answer:** 36`],
    ['four hashes', `${reasoning}\n#### 36`],
    ['a box', `${reasoning} $$\\boxed{36}$$ is what remains of all of it in the end, as anybody can check at home.`],
  ])('takes reasoning that names its result in %s for that result', (_how, text) => {
    expect(extractShortAnswer(text)).toBe('36');
  });

  it.each([
    ['prose', reasoning],
    ['code', '```js\nanswer = 42\n```'],
    ['nothing', '  '],
    ['signs alone', '!?'],
  ])('finds no short answer in %s', (_what, text) => {
    expect(extractShortAnswer(text)).toBeNull();
  });

  it('takes a sentence without spaces for prose, and a word of it for a short answer', () => {
    expect(extractShortAnswer('天空是蓝色的，因为空气中的分子对短波长的蓝光散射得更强，而红光散射得较弱。')).toBeNull();
    expect(extractShortAnswer('巴黎。')).toBe(extractShortAnswer('巴黎'));
  });

  it.each([
    ['blank lines', `x${'\n'.repeat(300_000)}y`],
    ['dashes', '-'.repeat(300_000)],
    ['characters of no alphabet', '答'.repeat(300_000)],
    ['brackets', '('.repeat(300_000)],
    ['one endless word', 'a1=,.'.repeat(60_000)],
    ['powers', '²'.repeat(300_000)],
    ['relations', '= 3 is 4 '.repeat(40_000)],
    ['openings of a box', '\\boxed{'.repeat(40_000)],
    ['lines of hashes', ' ####\n'.repeat(50_000)],
  ])('is not held up by %s', (_what, text) => {
    expect(extractShortAnswer(`Well. ${text} so it is, whatever anybody says.`)).toBeNull();
    expect(extractShortAnswer(`${text}x`)).toBeNull();
  });
});
