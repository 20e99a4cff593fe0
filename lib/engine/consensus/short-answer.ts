/** A longer answer is prose, unless it ends with a stated conclusion. */
const MAX_SHORT_WORDS = 12;
const MAX_SHORT_CHARACTERS = 200;
/** Only the end is searched for a conclusion, which bounds the cost of the expressions. */
const TAIL_CHARACTERS = 400;

/** Normalises a short answer so that equal answers give equal strings; null for prose. */
export function extractShortAnswer(text: string): string | null {
  if (text.includes('```')) return null;
  const body = stripAside(withPowers(text).normalize('NFKC'));
  const short = findConclusion(body.slice(-TAIL_CHARACTERS)) ?? body;
  if (short.length > MAX_SHORT_CHARACTERS || countWords(short) > MAX_SHORT_WORDS) return null;
  return normalize(short) || null;
}

/** Writes `4²` as `4^2` and `101₂` as `101_2`, which normalisation would otherwise turn into other numbers. */
function withPowers(text: string): string {
  return text.replace(/[⁰¹²³⁴-⁹⁺⁻ⁿ]+/g, (power) => `^${power}`).replace(/(?<=\d)[₀-₉]+/g, (base) => `_${base}`);
}

/** Removes a last sentence that is entirely in emphasis or brackets: it is a remark about the answer. */
export function stripAside(text: string): string {
  const whole = text.trim();
  const before = whole.slice(0, whole.lastIndexOf('\n') + 1);
  const last = whole.slice(before.length).trim();
  const isSentence = countWords(last) >= 4 && !before.trimEnd().endsWith(':');
  const isAside = isSentence && /^(?:\*[^*]+\*|_[^_]+_|\([^()]+\))$/.test(last);
  return isAside && endsWithBlankLine(before) ? before.trimEnd() : whole;
}

function endsWithBlankLine(text: string): boolean {
  return /\n[^\S\n]*\n$/.test(text.slice(-TAIL_CHARACTERS));
}

const BOX = /\\boxed\{/g;
const BOXED = /\\boxed\{([^{}]+)\}/g;
const HASHES = /(?:^|\n) *#### *(\S[^\n]*)$/;
const GAP = '[^\\p{L}\\p{N}\\n]{0,4}';
const STATED = new RegExp(
  `(?:^|\\n|[.!?:] )${GAP}(?:so|thus|hence|therefore)?${GAP}(?:the|my)?${GAP}(?:final|correct)?${GAP}(?:answer|result|solution)${GAP}(?:\\bis\\b|[:=])[ :=]{0,4}(\\S[^\\n]*)$`,
  'iu',
);

/** Finds the stated result at the end of reasoning: `#### 42`, `\boxed{42}`, `The answer is 42.`; else null. */
function findConclusion(tail: string): string | null {
  return boxed(tail) ?? HASHES.exec(tail)?.[1] ?? STATED.exec(withoutEmphasis(tail))?.[1] ?? null;
}

/** The contents of all boxes; null when there is none or one cannot be parsed. */
function boxed(tail: string): string | null {
  const boxes = [...tail.matchAll(BOXED)].map(([, inside]) => inside);
  const areAllRead = boxes.length > 0 && boxes.length === tail.match(BOX)?.length;
  return areAllRead ? [...new Set(boxes)].join(', ') : null;
}

/** Counts words; in scripts without spaces, two characters count as one word. */
function countWords(text: string): number {
  const unspaced = text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/gu)?.length ?? 0;
  return text.split(/\s+/).filter(Boolean).length + Math.floor(unspaced / 2);
}

const LEAD_IN =
  /^(?:(?:sure|certainly|of course|well|okay|ok)[,!.:]+\s+|(?:so|thus|hence|therefore)(?:[,:]+\s+|\s+(?=(?:it|that|the)\b))|(?:it|that|this)(?:'s|\s+is)\s+|(?:that|this)\s+would\s+be\s+|(?:the\s+)?(?:(?:final|correct|right)\s+)?(?:answer|result|solution)\s*(?::|=|is\b)\s*:?\s*)/i;

function normalize(short: string): string {
  let text = withoutEmphasis(short)
    .replace(/[‘’ʼ`]/g, "'")
    .trim();
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(LEAD_IN, '');
  }
  return parseOption(text) ?? parseVerdict(text) ?? numberAtTheEnd(text) ?? normalizeWords(text);
}

/**
 * Removes bold, italic, code and list marks. An asterisk between two numbers is a product and two are a power; a mark at
 * the start of a line before a number may be its sign.
 */
function withoutEmphasis(text: string): string {
  return text
    .replace(/^\s*(?:#{1,6}|[*•]|[-+>](?!\s+[^\p{L}\s]*\d))\s+/gmu, '')
    .replace(/(\d)\*\*(?=\d)/g, '$1^')
    .replace(/(\d\s*)\*(?=\s*\d)/g, '$1×')
    .replace(/\*+|~~|`/g, '')
    .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '');
}

/** The letter of a choice: `B`, `(b)`, `Option B`, `B) Paris`. `B. Paris` may be a name, `A: Paris` an answer. */
function parseOption(text: string): string | null {
  const alone = /^(?:(?:option|choice)\s+)?[([]?([a-h])[)\].:]*$/i.exec(text);
  const labelled = /^(?:(?:[Oo]ption|[Cc]hoice)\s+\(?([A-H])[).:]+|\(?([A-H])\)|([B-H]):)\s+\S/.exec(text);
  const letter = alone?.[1] ?? labelled?.slice(1).find(Boolean);
  return letter ? `option ${letter.toLowerCase()}` : null;
}

/** The verdict of `Yes` or `Yes, it is.`, unless a second verdict follows or it is the number in `No. 7`. */
function parseVerdict(text: string): string | null {
  const verdict = /^(?!no\.\s*\d)(yes|no|true|false)(?:[,.;:!]|\s*[-–—]|$)(?!\s*(?:yes|no|true|false)\b)/i.exec(text);
  return verdict?.[1]?.toLowerCase() ?? null;
}

const RELATION = /(?<![<>!])=|\bis\b|\bequals\b|\bmakes\b/i;
/** Signs that the text says more than the number. */
const JOINED = /[;\n]|,(?!\s*\d)|[.:!?](?!\d)|\b(?:or|but|while)\b|\band\b(?!\s+[-−]?\d)/i;

/** Reduces `17 × 23 = 391` and `The sum is 391.` to 391, but not `x = 3 or x = 5`, which says more. */
function numberAtTheEnd(text: string): string | null {
  const [before = '', after = '', ...more] = text.split(RELATION);
  const number = /^\s*([-−+]?\d[\d,.' ]*)[.!\s]*$/.exec(after)?.[1];
  return number === undefined || more.length > 0 || JOINED.test(before) ? null : normalizeWords(number);
}

const CURRENCIES: Record<string, string> = { $: 'dollars', '€': 'euros', '£': 'pounds', '¥': 'yen' };

/** Lower case without articles and punctuation, numbers in one form. Meaningful signs stay: `c++`, `x^2`, `-5`. */
function normalizeWords(text: string): string {
  return withPlainNumbers(text.toLowerCase())
    .replace(/([$€£¥])\s*(\d+(?:\.\d+)?)/g, (_, sign, amount) => `${amount} ${CURRENCIES[sign]}`)
    .replace(/(\d)\s*%/g, '$1 percent')
    .replace(/(?<=\p{L})'(?=\p{L})/gu, '')
    .replace(/(?<=\p{L}{2,})[-‐–—](?=\p{L})|(?<=\p{L})[-‐–—](?=\p{L}{2,})/gu, ' ')
    .replace(
      /(?<!\d)\.|\.(?!\d)|(?<!\d):|:(?!\d)|[,;!?。、「」『』"“”„«»'()[\]{}…–—|\\]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu,
      ' ',
    )
    .replace(/(^|\s)(?:the|an?)(?=\s+\S)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** `1,000`, `1 000` and `1000.0` are 1000; `−5` and `–5` are -5. */
function withPlainNumbers(text: string): string {
  return text
    .replace(/−|(?<![\p{L}\p{N}]\s?)–(?=\d)/gu, '-')
    .replace(/(?<![\p{L}\d])\.(?=\d)/gu, '0.')
    .replace(/(?<![\d.])\d{1,3}(?:[,' {2}_]\d{3})+(?![\d])/g, (number) => number.replace(/[^\d]/g, ''))
    .replace(/(?<![\d.])0+(?=\d)/g, '')
    .replace(/(\d+\.\d*?)0+(?![\d])/g, '$1')
    .replace(/(\d)\.(?!\d)/g, '$1');
}
