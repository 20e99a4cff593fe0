/** Characters examined; the length of a longer prompt is still counted in full. */
const WINDOW = 6_000;

const CODE = /\bdef |\breturn\b|\bimport |\bfunction\b|=>|\bassert\b/;
const OPTION_LINE = /\n\(?[A-J][).:]/g;

/**
 * Shape features of a prompt on a similar scale: length, digits, answer options, code, LaTeX and punctuation. Prompts of
 * the same task have similar shapes even without common words.
 */
export function shapeOf(prompt: string): number[] {
  const text = prompt.slice(0, WINDOW);
  const length = Math.max(1, text.length);
  const words = text.split(/\s+/).length;
  const numbers = text.match(/\d+(\.\d+)?/g) ?? [];
  const options = count(text, OPTION_LINE);
  const firstOption = text.search(/\n\(?A[).:]/);
  return [
    Math.log(prompt.length + 1),
    Math.log(words + 1),
    Math.log(1 + numbers.length),
    Math.log(1 + largest(numbers)),
    (5 * count(text, /\d/g)) / length,
    options / 4,
    Math.log(1 + count(text, /[\\$]/g)),
    Math.log(1 + count(text, /[(){}[\];=]/g)),
    Math.log(1 + count(text, /\n/g)),
    (10 * count(text, /[A-Z]/g)) / length,
    Math.log(1 + count(text, /\?/g)),
    Math.log(1 + count(text, /,/g)),
    Math.log(1 + count(text, /\./g)),
    length / words / 5,
    yes(CODE.test(text)),
    yes(text.includes('___')),
    yes(text.includes('%')),
    Math.log(1 + count(text, /\bnot\b|n't|except/gi)),
    yes(/\n.*\d/.test(text)),
    yes(/which of the following/i.test(text)),
    yes(/statement 1/i.test(text)),
    yes(/\d\.\d/.test(text)),
    yes(/\d\/\d/.test(text)),
    firstOption === -1 ? 0 : Math.log(1 + length - firstOption),
  ];
}

export const SHAPE_SIZE = 24;

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function largest(numbers: string[]): number {
  return numbers.map(Number).reduce((most, value) => (value < 1e9 && value > most ? value : most), 0);
}

function yes(value: boolean): number {
  return value ? 1 : 0;
}
