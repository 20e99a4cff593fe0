'use client';
import { memo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeHighlight from 'rehype-highlight';
import { CodeFrame } from './code-block';
import type { FencedCode } from './markdown-blocks';

const LINES_TOGETHER = 40;
/** Longer code is never highlighted in one go: that would block other streams. */
const LINES_AT_ONCE = 120;

/**
 * A top-level code block. Streaming or long code is highlighted in pieces of some lines, so that the cost of a new
 * line does not grow with the program; short code is highlighted as a whole once it is complete.
 */
export function Code({ language, code, isClosed }: FencedCode) {
  return (
    <CodeFrame language={language || 'text'} text={code ? `${code}\n` : ''}>
      {splitIntoPieces(code, isClosed).map((piece, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces are only appended.
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
