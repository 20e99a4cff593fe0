/** A piece of markdown: code, in which no other syntax applies, or text. */
export interface Piece {
  isCode: boolean;
  text: string;
}

const FENCE_LINE = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(`{3,}(?=[^`]*$)|~{3,})/;

/** Splits a block into code (fences at any depth, spans, indented code blocks) and text. */
export function splitCodeAndText(block: string): Piece[] {
  const pieces: Piece[] = [];
  let text: string[] = [];
  let fence: string | null = null;
  const flush = () => {
    if (text.length > 0)
      pieces.push(...(fence ? [{ isCode: true, text: text.join('') }] : splitCodeSpans(text.join(''))));
    text = [];
  };
  for (const line of block.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const mark = FENCE_LINE.exec(line.replace(/\n$/, ''))?.[1];
    if (fence === null && mark) {
      flush();
      fence = mark;
      text.push(line);
    } else if (fence !== null && mark?.startsWith(fence) && new RegExp(`^[\\s>]*\\${mark[0]}+\\s*$`).test(line)) {
      text.push(line);
      flush();
      fence = null;
    } else text.push(line);
  }
  flush();
  return pieces;
}

/** Code spans close with as many backticks as opened them. Unclosed backticks are text. */
function splitCodeSpans(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const opening = /(?<!\\)`+/g;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const end = endOfSpan(text, match.index, match[0]);
    if (end === null) continue;
    if (match.index > from) pieces.push({ isCode: false, text: text.slice(from, match.index) });
    pieces.push({ isCode: true, text: text.slice(match.index, end) });
    from = end;
    opening.lastIndex = end;
  }
  if (from < text.length) pieces.push({ isCode: false, text: text.slice(from) });
  return pieces;
}

function endOfSpan(text: string, at: number, ticks: string): number | null {
  const closing = /`+/g;
  closing.lastIndex = at + ticks.length;
  for (let match = closing.exec(text); match; match = closing.exec(text))
    if (match[0].length === ticks.length) return match.index + ticks.length;
  return null;
}
