import { openingFence, splitBlocks } from './markdown-blocks';
import { openMaths } from './markdown-maths';
import { splitCodeAndText } from './markdown-pieces';

/** The blocks of a streaming text. */
export interface GrowingBlocks {
  /** These do not change any more. */
  finished: string[];
  /** The last block as far as it can be shown; null when nothing can. */
  last: string | null;
}

/**
 * A line of only marks may become a list, a rule, a heading, a table or a fence: it is held back until the next
 * character.
 */
const MARKS_ALONE = /^[\s>]*(?:[-*+=_~`|#>\\$]*|\d{1,9}[.)]?|[-*+]\s+|\d{1,9}[.)]\s+|`{3,}[^\n]*|~{3,}[^\n]*)$/;

/**
 * The part of a streaming text that can be shown without changing later. Ambiguous marks wait, a table appears with
 * its header and then row by row, maths once it is closed. Open emphasis is closed, and an open link shows its text.
 */
export function growingBlocks(text: string): GrowingBlocks {
  const blocks = splitBlocks(withoutUnfinishedLine(text));
  const last = blocks.pop();
  if (last === undefined) return { finished: [], last: null };
  const shown = openingFence(last.split('\n')[0] ?? '') ? last : closeOpenMarks(last);
  return { finished: blocks, last: shown.trim() ? shown : null };
}

/** The blank line before a held-back line is held back too: the line may belong to the block above. */
function withoutUnfinishedLine(text: string): string {
  const start = text.lastIndexOf('\n') + 1;
  const line = text.slice(start);
  return MARKS_ALONE.test(line) || /^\s*\|/.test(line) ? text.slice(0, start) : text;
}

function closeOpenMarks(block: string): string {
  const pieces = splitCodeAndText(withoutTableHead(block));
  const tail = pieces.at(-1);
  if (!tail || tail.isCode) return pieces.map(({ text }) => text).join('');
  const maths = openMaths(tail.text);
  const shown = maths === -1 ? tail.text : tail.text.slice(0, maths);
  pieces[pieces.length - 1] = { isCode: false, text: shown };
  const before = pieces
    .slice(0, -1)
    .map(({ text }) => text)
    .join('');
  return before + closeMarks(shown, paragraphStart(before, shown));
}

/** The header row of a table looks like a paragraph until the next line arrives. */
function withoutTableHead(block: string): string {
  const lines = block.split('\n');
  const isRow = (line: string | undefined) => /^[\s>]*\|/.test(line ?? '');
  if (lines.at(-1) === '') lines.pop();
  const isHead = isRow(lines.at(-1)) && !isRow(lines.at(-2));
  return isHead ? lines.slice(0, -1).join('\n') : block;
}

/** Emphasis does not extend beyond its paragraph, list item or cell. */
function paragraphStart(before: string, tail: string): number {
  const marks = [...tail.matchAll(/\n\s*\n|\n[\s>]*(?:[-*+]|\d{1,9}[.)])\s|\n[\s>]*\||\|/g)];
  const last = marks.at(-1);
  if (last) return last.index + last[0].length;
  return before === '' || before.endsWith('\n') ? (/^[\s>]*(?:[-*+]|\d{1,9}[.)])\s/.exec(tail)?.[0].length ?? 0) : 0;
}

const OPEN_IMAGE = /!\[[^\]]*$|!\[[^\]]*\]\([^)\s]*$|!$/;
const OPEN_LINK = /\[([^[\]]*)\]\([^)]*$|\[([^[\]]*)$/;

function closeMarks(text: string, start: number): string {
  const head = text.slice(0, start);
  let tail = text.slice(start);
  // The text of an open code span is shown as code already.
  const code = /(?<![\\`])`([^`\n]*)$/.exec(tail);
  if (code) return head + closeMarks(tail.slice(0, code.index), 0) + (code[1]?.trim() ? `\`${code[1]}\`` : '');
  tail = tail.replace(OPEN_IMAGE, '').replace(OPEN_LINK, (_, named, bare) => named ?? bare ?? '');
  // Marks at the very end do not open anything yet.
  tail = tail.replace(/(?<!\\)[*_~]+$/, (marks, at) => (marksClose(tail.slice(0, at), marks) ? marks : ''));
  return head + tail.trimEnd() + openMarks(tail.trimEnd());
}

/** The unclosed marks at the end of a text, in closing order. */
function openMarks(text: string): string {
  const open: string[] = [];
  for (const { 0: mark, index } of text.matchAll(/\\.|\*{1,3}|_{1,3}|~~/g)) {
    if (mark.startsWith('\\')) continue;
    const previous = text[index - 1] ?? ' ';
    const next = text[index + mark.length] ?? ' ';
    const mayOpen = !/\s/.test(next) && !(mark !== '**' && /\w/.test(previous));
    const mayClose = !/\s/.test(previous) && !(mark.startsWith('_') && /\w/.test(next));
    if (mayClose && open.at(-1) === mark) open.pop();
    else if (mayOpen) open.push(mark);
  }
  return open.reverse().join('');
}

function marksClose(text: string, marks: string): boolean {
  return openMarks(text) === marks;
}
