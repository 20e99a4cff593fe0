import { splitCodeAndText } from './markdown-pieces';

/**
 * Finds maths. `$$…$$`, `\(…\)` and `\[…\]` always are. A single `$` is a price more often than maths: it opens maths
 * only if the text up to the next `$` looks like a formula (a command, an operator, a letter or two) and not like
 * prose. So "$5 and $6" stays text, and "$x^2$" becomes maths. Maths is rewritten as `$$…$$`, the one form that the
 * parser reads; every other `$$` is escaped. Maths never spans a blank line, so an unclosed delimiter does not affect
 * the rest of the answer.
 */
export function withMaths(block: string): string {
  return splitCodeAndText(block)
    .map(({ isCode, text }) => (isCode ? text : mathsIn(text)))
    .join('');
}

interface Found {
  start: number;
  end: number;
  body: string;
  isDisplay: boolean;
}

function mathsIn(text: string): string {
  let written = '';
  let from = 0;
  for (let at = nextDelimiter(text, 0); at !== -1; at = nextDelimiter(text, from)) {
    const found = mathsAt(text, at);
    written += text.slice(from, at);
    if (found) written += writeMaths(text, found);
    else written += text.startsWith('$$', at) ? '\\$\\$' : text.slice(at, at + lengthAt(text, at));
    from = found ? found.end : at + lengthAt(text, at);
  }
  return written + text.slice(from);
}

/** Position of the next `$`, `\(` or `\[` that is not escaped. */
function nextDelimiter(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '$') return i;
    if (text[i] !== '\\') continue;
    if (text[i + 1] === '(' || text[i + 1] === '[') return i;
    i++;
  }
  return -1;
}

function lengthAt(text: string, at: number): number {
  return text[at] === '$' && text[at + 1] !== '$' ? 1 : 2;
}

function mathsAt(text: string, at: number): Found | null {
  if (text.startsWith('$$', at)) return between(text, at, '$$', true);
  if (text.startsWith('\\[', at)) return between(text, at, '\\]', true);
  if (text.startsWith('\\(', at)) return between(text, at, '\\)', false);
  const close = text.indexOf('$', at + 1);
  if (close === -1 || !isSingle(text, at, close)) return null;
  return { start: at, end: close + 1, body: text.slice(at + 1, close), isDisplay: false };
}

function between(text: string, start: number, closing: string, isDisplay: boolean): Found | null {
  const close = text.indexOf(closing, start + 2);
  const body = close === -1 ? '' : text.slice(start + 2, close);
  if (!body.trim() || /\n\s*\n/.test(body)) return null;
  return { start, end: close + 2, body, isDisplay };
}

function isSingle(text: string, open: number, close: number): boolean {
  const body = text.slice(open + 1, close);
  if (/[\w$\\]/.test(text[open - 1] ?? ' ') || /[\w$]/.test(text[close + 1] ?? ' ')) return false;
  return !/^\s|\s$|\n|[-+=*/<>,\\]$/.test(body) && !isProse(body) && FORMULA.test(body);
}

/** A command, an index, a comparison; or letters and figures joined by an operator; or a letter or two; or a number. */
const FORMULA =
  /\\[A-Za-z]|[\^_=<>]|^[A-Za-z]{1,3}'*$|^\d*[A-Za-z]$|^[-+]?\d+([.,]\d+)*$|^(?=.*[A-Za-z(])(?=.*[-+*/(|!])[A-Za-z0-9\s()[\]+\-*/.,|!']+$/;

/** Whether the text contains words outside commands. Once true for a prefix, it stays true for the whole. */
function isProse(body: string): boolean {
  const bare = body
    .replace(/\\(text|mathrm|operatorname|mbox|textbf|textit)\s*\{[^{}]*\}?/g, ' 0 ')
    .replace(/\\[A-Za-z]+/g, '0');
  return /(^|\s)[A-Za-z]{3,}[\s.,;:!?]|[A-Za-z]{8,}(?![A-Za-z}])/.test(bare);
}

/** Display maths alone on its lines keeps its own lines and indentation; within a text it stays inline. */
function writeMaths(text: string, { start, end, body, isDisplay }: Found): string {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const after = /^[^\n]*/.exec(text.slice(end))?.[0] ?? '';
  if (isDisplay && before.trim() === '' && after.trim() === '') {
    const lines = body
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    return `$$\n${[...lines, '$$'].map((line) => before + line).join('\n')}`;
  }
  // The `>` of a quotation around the formula is not part of it.
  const joined = body.replace(/\n[\s>]*/g, ' ').trim();
  return `$$${isDisplay ? '\\displaystyle ' : ''}${joined}$$`;
}

/** Position of an unclosed delimiter that may still become maths; -1 for none. */
export function openMaths(text: string): number {
  let from = 0;
  for (let at = nextDelimiter(text, 0); at !== -1; at = nextDelimiter(text, from)) {
    const found = mathsAt(text, at);
    if (!found && mayBecomeMaths(text, at)) return at;
    from = found ? found.end : at + lengthAt(text, at);
  }
  return -1;
}

const LONGEST_SINGLE = 160;

function mayBecomeMaths(text: string, at: number): boolean {
  const rest = text.slice(at);
  if (/^(\$\$|\\[([])/.test(rest)) return !/\n\s*\n/.test(rest) && !/(?:.)(\$\$|\\[)\]])/s.test(rest.slice(1));
  const body = rest.slice(1);
  if (/[\w$\\]/.test(text[at - 1] ?? ' ') || /^\s|\n/.test(body) || body.length > LONGEST_SINGLE) return false;
  return !body.includes('$') && !isProse(body);
}
