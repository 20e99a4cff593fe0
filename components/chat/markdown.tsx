'use client';
import { memo, useMemo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeHighlight from 'rehype-highlight';
import remarkGfm from 'remark-gfm';
import { CodeBlock } from './code-block';

/**
 * Markdown of a stranger: no raw HTML, links open elsewhere without a referrer, images are shown as links so that
 * nothing is fetched unasked. Finished blocks are kept as they are while the last one streams.
 */
export function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => splitBlocks(text), [text]);
  return (
    <div className="flex min-w-0 flex-col gap-3 text-body wrap-anywhere">
      {blocks.map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks only ever grow at the end.
        <Block key={i} text={block} />
      ))}
    </div>
  );
}

const Block = memo(function Block({ text }: { text: string }) {
  return (
    <ReactMarkdown
      remarkPlugins={[remarkGfm]}
      rehypePlugins={[[rehypeHighlight, { detect: false, ignoreMissing: true }]]}
      components={COMPONENTS}
    >
      {text}
    </ReactMarkdown>
  );
});

const FENCE = /^\s{0,3}(`{3,}|~{3,})/;
const LIST_OR_TABLE = /^\s*([-*+]|\d+[.)]|\|)\s?/;

/** Splits at blank lines outside code fences; neighbouring list or table lines stay together. */
export function splitBlocks(text: string): string[] {
  const blocks: string[][] = [[]];
  let fence: string | null = null;
  for (const line of text.split('\n')) {
    const mark = FENCE.exec(line)?.[1];
    if (mark && fence === null) fence = mark;
    else if (mark && fence !== null && mark.startsWith(fence)) fence = null;
    const current = blocks.at(-1) ?? [];
    if (line.trim() === '' && fence === null) {
      if (current.length > 0) blocks.push([]);
    } else current.push(line);
  }
  return mergeLists(blocks.filter((block) => block.length > 0).map((block) => block.join('\n')));
}

function mergeLists(blocks: string[]): string[] {
  const merged: string[] = [];
  for (const block of blocks) {
    const previous = merged.at(-1);
    const continues = /^\s{2,}/.test(block) || LIST_OR_TABLE.test(block);
    if (previous !== undefined && LIST_OR_TABLE.test(previous) && continues)
      merged[merged.length - 1] = `${previous}\n\n${block}`;
    else merged.push(block);
  }
  return merged;
}

const COMPONENTS: Components = {
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  code: ({ className, children }) =>
    className ? (
      <code className={className}>{children}</code>
    ) : (
      <code className="rounded-sm bg-surface-3 px-1 py-0.5 font-mono text-[12.5px]">{children}</code>
    ),
  a: ({ href, children }) => (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent-text underline underline-offset-2"
    >
      {children}
    </a>
  ),
  img: ({ src, alt }) => (
    <a
      href={typeof src === 'string' ? src : undefined}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent-text underline underline-offset-2"
    >
      image: {alt || 'untitled'}
    </a>
  ),
  ul: ({ children }) => <ul className="flex list-disc flex-col gap-1 pl-5 marker:text-text-3">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="flex list-decimal flex-col gap-1 pl-5 marker:text-text-3 marker:tabular">
      {children}
    </ol>
  ),
  h1: ({ children }) => <h3 className="text-[16px] leading-6 font-semibold">{children}</h3>,
  h2: ({ children }) => <h3 className="text-[15px] leading-6 font-semibold">{children}</h3>,
  h3: ({ children }) => <h4 className="font-semibold">{children}</h4>,
  blockquote: ({ children }) => (
    <blockquote className="border-l-2 border-line-strong pl-3 text-text-2">{children}</blockquote>
  ),
  hr: () => <hr className="border-line-subtle" />,
  table: ({ children }) => (
    <div className="overflow-x-auto rounded-md border border-line">
      <table className="w-full border-collapse text-ui [&_td]:border-t [&_td]:border-line-subtle [&_td]:px-3 [&_td]:py-1.5 [&_th]:px-3 [&_th]:py-1.5 [&_th]:text-left [&_th]:font-medium [&_th]:text-text-2">
        {children}
      </table>
    </div>
  ),
};
