'use client';
import { memo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeHighlight from 'rehype-highlight';
import { CodeFrame } from './code-block';
import type { FencedCode } from './markdown-blocks';

const LINES_TOGETHER = 40;
/** Longer code is never read at once: that would hold up everything else that streams. */
const LINES_AT_ONCE = 120;

/**
 * Code at the left margin. While it is being written, or where it is long, it is highlighted in pieces of some lines,
 * so that a new line costs as much at the end of a program as at its beginning; short code is read as a whole once it
 * is there.
 */
export function Code({ language, code, isClosed }: FencedCode) {
  return (
    <CodeFrame language={language || 'text'} text={code ? `${code}\n` : ''}>
      {splitIntoPieces(code, isClosed).map((piece, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces only ever grow at the end.
        <CodePiece key={i} language={language} code={piece} />
      ))}
    </CodeFrame>
  );
}

function splitIntoPieces(code: string, isClosed: boolean): string[] {
  const lines = code.split('\n');
  if (isClosed && lines.length <= LINES_AT_ONCE) return [code];
  const pieces: string[] = [];
  for (let from = 0; from < lines.length; from += LINES_TOGETHER)
    pieces.push(lines.slice(from, from + LINES_TOGETHER).join('\n'));
  return pieces;
}

const ONLY_CODE: Components = {
  pre: ({ children }) => children,
  code: ({ className, children }) => <code className={className}>{children}</code>,
};

const CodePiece = memo(function CodePiece({ language, code }: { language: string; code: string }) {
  // No fence inside the code is as long as this one.
  const longest = Math.max(2, ...(code.match(/~{3,}/g) ?? []).map(({ length }) => length));
  const fence = '~'.repeat(longest + 1);
  return (
    <ReactMarkdown rehypePlugins={[[rehypeHighlight, { detect: false, ignoreMissing: true }]]} components={ONLY_CODE}>
      {`${fence}${language}\n${code}\n${fence}`}
    </ReactMarkdown>
  );
});
