const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const LIST = /^\s*([-*+]|\d{1,9}[.)])(\s|$)/;

/** The marks that open a top-level code fence, or null. */
export function openingFence(line: string): string | null {
  return FENCE.exec(line)?.[1] ?? null;
}

export function closesFence(line: string, fence: string): boolean {
  const mark = /^ {0,3}(`{3,}|~{3,})\s*$/.exec(line)?.[1];
  return mark?.startsWith(fence) ?? false;
}

export interface FencedCode {
  language: string;
  code: string;
  isClosed: boolean;
}

/** Parses a top-level code block, complete or open; null for any other block. */
export function parseFencedCode(block: string): FencedCode | null {
  const [first = '', ...lines] = block.split('\n');
  const fence = openingFence(first);
  if (!fence) return null;
  const isClosed = lines.length > 0 && closesFence(lines.at(-1) ?? '', fence);
  const language = /^\s*(?:`+|~+)\s*([\w+#-]*)/.exec(first)?.[1] ?? '';
  const code = (isClosed ? lines.slice(0, -1) : lines).join('\n');
  return { language, code: isClosed ? code : code.replace(/\n$/, ''), isClosed };
}

/**
 * Splits markdown into blocks that later text cannot change, so that finished blocks are parsed once: at blank lines
 * outside code, and around code. A list and the text indented below it stay together. A line without its line break
 * may still change and closes nothing, so all blocks but the last are final.
 */
export function splitBlocks(text: string): string[] {
  const lines = text.split('\n');
  const blocks: string[][] = [[]];
  let fence: string | null = null;
  const begin = () => blocks.at(-1)?.length && blocks.push([]);
  lines.forEach((line, i) => {
    const isWhole = i < lines.length - 1;
    if (fence !== null) {
      blocks.at(-1)?.push(line);
      if (isWhole && closesFence(line, fence)) {
        fence = null;
        begin();
      }
      return;
    }
    const opened = isWhole ? openingFence(line) : null;
    if (opened || line.trim() === '') begin();
    if (line.trim() !== '') blocks.at(-1)?.push(line);
    fence = opened;
  });
  return mergeLists(blocks.filter((block) => block.length > 0).map((block) => block.join('\n')));
}

/** A list continues over blank lines and over code indented into it. */
function mergeLists(blocks: string[]): string[] {
  const merged: string[] = [];
  for (const block of blocks) {
    const previous = merged.at(-1);
    const continues = /^\s{2,}/.test(block) || LIST.test(block);
    if (previous !== undefined && LIST.test(previous) && continues)
      merged[merged.length - 1] = `${previous}\n\n${block}`;
    else merged.push(block);
  }
  return merged;
}
