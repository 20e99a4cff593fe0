/** Kinds of UTF-16 code units for tokenizing: separates words. */
export const SPACE = 0;
/** Part of a word. */
export const LETTER = 1;
/** Part of a number; all digits are treated alike. */
export const DIGIT = 2;
/** A token by itself: punctuation and symbols, which separate code and maths from prose. */
export const MARK = 3;
/** A word by itself: a letter of a script without spaces between words, or half of an emoji. */
export const IDEOGRAPH = 4;

/** First and last code unit of each block that is not letters. All others above ASCII are letters. */
const BLOCKS: [first: number, last: number, kind: number][] = [
  [0x00, 0x20, SPACE],
  [0x21, 0x2f, MARK],
  [0x30, 0x39, DIGIT],
  [0x3a, 0x40, MARK],
  [0x5b, 0x60, MARK],
  [0x7b, 0x7e, MARK],
  [0x7f, 0xa0, SPACE],
  [0xa1, 0xa9, MARK],
  [0xab, 0xb4, MARK],
  [0xb6, 0xb9, MARK],
  [0xbb, 0xbf, MARK],
  [0x0660, 0x0669, DIGIT],
  [0x0966, 0x096f, DIGIT],
  [0x0e00, 0x0eff, IDEOGRAPH], // Thai, Lao
  [0x1000, 0x109f, IDEOGRAPH], // Myanmar
  [0x1780, 0x17ff, IDEOGRAPH], // Khmer
  [0x2000, 0x200b, SPACE],
  [0x200e, 0x206f, MARK],
  [0x20a0, 0x2bff, MARK], // currency, arrows, mathematics, boxes
  [0x2e80, 0x2fdf, IDEOGRAPH],
  [0x3000, 0x3000, SPACE],
  [0x3001, 0x3020, MARK],
  [0x3040, 0x30ff, IDEOGRAPH], // Hiragana, Katakana
  [0x3100, 0x312f, IDEOGRAPH],
  [0x3400, 0x9fff, IDEOGRAPH], // Han
  [0xd800, 0xdfff, IDEOGRAPH], // surrogates
  [0xf900, 0xfaff, IDEOGRAPH],
  [0xfeff, 0xfeff, SPACE],
  [0xff01, 0xff0f, MARK],
  [0xff10, 0xff19, DIGIT],
  [0xff1a, 0xff20, MARK],
];

/** The kind of every code unit, indexed by its value. */
export const KIND_OF = kindTable();

function kindTable(): Uint8Array {
  const table = new Uint8Array(0x10000).fill(LETTER);
  for (const [first, last, kind] of BLOCKS) table.fill(kind, first, last + 1);
  table[0x5f] = LETTER; // `snake_case` is one word
  return table;
}
