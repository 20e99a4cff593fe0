import { openingFence, splitBlocks } from './markdown-blocks';
import { openMaths } from './markdown-maths';
import { splitCodeAndText } from './markdown-pieces';

/** The blocks of a text that is still growing. */
export interface GrowingBlocks {
  /** These stay as they are. */
  finished: string[];
  /** As it can be shown already; null while nothing of it can. */
  last: string | null;
}

/** A line of marks alone may become a list, a rule, a heading, a table or a fence: it waits for its next character. */
const MARKS_ALONE = /^[\s>]*(?:[-*+=_~`|#>\\$]*|\d{1,9}[.)]?|[-*+]\s+|\d{1,9}[.)]\s+|`{3,}[^\n]*|~{3,}[^\n]*)$/;

/**
 * What of a growing text is shown, so that nothing which is shown is taken back: marks wait until it is clear what they
 * mean, a table until its head is whole and then row by row, maths until it is closed; open emphasis is closed, and of
 * an open link its words are shown.
 */
export function growingBlocks(text: string): GrowingBlocks {
  const blocks = splitBlocks(withoutUnfinishedLine(text));
  const last = blocks.pop();
  if (last === undefined) return { finished: [], last: null };
  const shown = openingFence(last.split('\n')[0] ?? '') ? last : closeOpenMarks(last);
  return { finished: blocks, last: shown.trim() ? shown : null };
}

/** The blank line before a line that waits is kept back with it: what it begins may belong to the block above. */
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

/** The first line of a table looks like a paragraph until the line below it has come. */
function withoutTableHead(block: string): string {
  const lines = block.split('\n');
  const isRow = (line: string | undefined) => /^[\s>]*\|/.test(line ?? '');
  if (lines.at(-1) === '') lines.pop();
  const isHead = isRow(lines.at(-1)) && !isRow(lines.at(-2));
  return isHead ? lines.slice(0, -1).join('\n') : block;
}

/** Emphasis reaches no further back than its paragraph, its list item or its cell. */
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
  // A span of code that is open: its words are shown as code already.
  const code = /(?<![\\`])`([^`\n]*)$/.exec(tail);
  if (code) return head + closeMarks(tail.slice(0, code.index), 0) + (code[1]?.trim() ? `\`${code[1]}\`` : '');
  tail = tail.replace(OPEN_IMAGE, '').replace(OPEN_LINK, (_, named, bare) => named ?? bare ?? '');
  // Marks at the very end open nothing yet, and what they close is not known.
  tail = tail.replace(/(?<!\\)[*_~]+$/, (marks, at) => (marksClose(tail.slice(0, at), marks) ? marks : ''));
  return head + tail.trimEnd() + openMarks(tail.trimEnd());
}

/** The marks that are open at the end of a text, in the order in which they close. */
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
