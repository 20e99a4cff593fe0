/** An answer of more words than this is prose, unless it ends in a conclusion of its own. */
const MAX_SHORT_WORDS = 12;
const MAX_SHORT_CHARACTERS = 200;
/** A conclusion stands at the end. Expressions look no further: what a model writes must not cost more than its length. */
const TAIL_CHARACTERS = 400;

/** What a short answer comes to, so that equal ones are written alike; null for prose. */
export function shortAnswerOf(text: string): string | null {
  if (text.includes('```')) return null;
  const body = withoutAside(text.normalize('NFKC'));
  const short = concluded(body.slice(-TAIL_CHARACTERS)) ?? body;
  if (short.length > MAX_SHORT_CHARACTERS || wordsOf(short) > MAX_SHORT_WORDS) return null;
  return normalised(short) || null;
}

/** A sentence of its own at the end, wholly in emphasis or in brackets, is a remark about the answer, not a part of it. */
export function withoutAside(text: string): string {
  const whole = text.trim();
  const before = whole.slice(0, whole.lastIndexOf('\n') + 1);
  const last = whole.slice(before.length).trim();
  const isSentence = wordsOf(last) >= 4 && !before.trimEnd().endsWith(':');
  const isAside = isSentence && /^(?:\*[^*]+\*|_[^_]+_|\([^()]+\))$/.test(last);
  return isAside && endsWithBlankLine(before) ? before.trimEnd() : whole;
}

function endsWithBlankLine(text: string): boolean {
  return /\n[^\S\n]*\n$/.test(text.slice(-TAIL_CHARACTERS));
}

const BOXED = /\\boxed\{([^{}]+)\}/g;
const HASHES = /(?:^|\n) *#### *(\S[^\n]*)$/;
const GAP = '[^\\p{L}\\p{N}\\n]{0,4}';
const STATED = new RegExp(
  `(?:^|\\n|[.!?:] )${GAP}(?:so|thus|hence|therefore)?${GAP}(?:the|my)?${GAP}(?:final|correct)?${GAP}(?:answer|result|solution)${GAP}(?:\\bis\\b|[:=])[ :=]{0,4}(\\S[^\\n]*)$`,
  'iu',
);

/** How reasoning ends where it names its result: `#### 42`, `\boxed{42}`, `The answer is 42.`; null when it does not. */
function concluded(tail: string): string | null {
  const boxed = [...tail.matchAll(BOXED)].at(-1)?.[1];
  return boxed ?? HASHES.exec(tail)?.[1] ?? STATED.exec(withoutEmphasis(tail))?.[1] ?? null;
}

/** Where words are written without spaces, two characters are about one. */
function wordsOf(text: string): number {
  const unspaced = text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/gu)?.length ?? 0;
  return text.split(/\s+/).filter(Boolean).length + Math.floor(unspaced / 2);
}

const LEAD_IN =
  /^(?:(?:sure|certainly|of course|well|okay|ok)[,!.:]+\s+|(?:so|thus|hence|therefore)(?:[,:]+\s+|\s+(?=(?:it|that|the)\b))|(?:it|that|this)(?:'s|\s+is)\s+|(?:that|this)\s+would\s+be\s+|(?:the\s+)?(?:(?:final|correct|right)\s+)?(?:answer|result|solution)\s*(?::|=|is\b)\s*:?\s*)/i;

function normalised(short: string): string {
  let text = withoutEmphasis(short)
    .replace(/[‘’ʼ`]/g, "'")
    .trim();
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(LEAD_IN, '');
  }
  return optionOf(text) ?? verdictOf(text) ?? numberAtTheEnd(text) ?? plainWords(text);
}

/** Bold, italics and code marks say nothing; an asterisk between two numbers is a product. */
function withoutEmphasis(text: string): string {
  return text
    .replace(/^\s*(?:#{1,6}|>|[-+*•])\s+/gm, '')
    .replace(/(\d\s*)\*(?=\s*\d)/g, '$1×')
    .replace(/\*+|~~|`/g, '')
    .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '');
}

/** `B`, `(b)`, `Option B`, `B) Paris`: the letter of a choice. */
function optionOf(text: string): string | null {
  const alone = /^(?:(?:option|choice)\s+)?[([]?([a-h])[)\].:]*$/i.exec(text);
  const labelled = /^(?:(?:option|choice)\s+)?(?:\(([A-H])\)|([A-H])[).:])\s+\S/.exec(text);
  const letter = alone?.[1] ?? labelled?.[1] ?? labelled?.[2];
  return letter ? `option ${letter.toLowerCase()}` : null;
}

/** `Yes`, `Yes, it is.`: what follows explains it. */
function verdictOf(text: string): string | null {
  return /^(yes|no|true|false)(?:[,.;:!]|\s*[-–—]|$)/i.exec(text)?.[1]?.toLowerCase() ?? null;
}

/** `17 × 23 = 391` and `The sum is 391.` both come to 391. */
function numberAtTheEnd(text: string): string | null {
  const number = /(?:=|\bis\b|\bequals\b|\bmakes\b)\s*([-−+]?[\d][\d,.' {2}]*)[.!\s]*$/i.exec(text)?.[1];
  return number === undefined ? null : plainWords(number);
}

const CURRENCIES: Record<string, string> = { $: 'dollars', '€': 'euros', '£': 'pounds', '¥': 'yen' };

/** Lower case, without articles and punctuation, numbers in one form. Signs that carry meaning stay: `c++`, `x^2`, `-5`. */
function plainWords(text: string): string {
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

/** `1,000`, `1 000` and `1000.0` are 1000; `−5` is -5. */
function withPlainNumbers(text: string): string {
  return text
    .replace(/−/g, '-')
    .replace(/(?<![\p{L}\d])\.(?=\d)/gu, '0.')
    .replace(/(?<![\d.])\d{1,3}(?:[,' {2}_]\d{3})+(?![\d])/g, (number) => number.replace(/[^\d]/g, ''))
    .replace(/(?<![\d.])0+(?=\d)/g, '')
    .replace(/(\d+\.\d*?)0+(?![\d])/g, '$1')
    .replace(/(\d)\.(?!\d)/g, '$1');
}
