'use client';
import 'katex/dist/katex.min.css';
import { memo, useMemo } from 'react';
import ReactMarkdown from 'react-markdown';
import rehypeHighlight from 'rehype-highlight';
import rehypeKatex from 'rehype-katex';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import { Code } from './code';
import { parseFencedCode, splitBlocks } from './markdown-blocks';
import { withMaths } from './markdown-maths';
import { PARTS } from './markdown-parts';
import { growingBlocks } from './markdown-tail';

interface MarkdownProps {
  text: string;
  /** The text is still streaming. */
  isGrowing?: boolean;
}

/**
 * Untrusted markdown: no raw HTML, links open in a new tab without a referrer, and images are links so that nothing
 * is fetched without a click. Finished blocks do not render again while the last one streams, and shown text never
 * changes, so that the layout does not jump.
 */
export function Markdown({ text, isGrowing = false }: MarkdownProps) {
  const blocks = useMemo(() => blocksOf(text, isGrowing), [text, isGrowing]);
  return (
    <div className="flex min-w-0 flex-col gap-3 text-body wrap-anywhere">
      {blocks.map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks are only appended.
        <Block key={i} text={block} />
      ))}
    </div>
  );
}

function blocksOf(text: string, isGrowing: boolean): string[] {
  if (!isGrowing) return splitBlocks(text);
  const { finished, last } = growingBlocks(text);
  return last === null ? finished : [...finished, last];
}

const Block = memo(function Block({ text }: { text: string }) {
  const code = parseFencedCode(text);
  if (code) return <Code {...code} />;
  return (
    <ReactMarkdown
      remarkPlugins={[remarkGfm, [remarkMath, { singleDollarTextMath: false }]]}
      rehypePlugins={[
        // Limits the size and expansion of untrusted formulas. Invalid ones are shown as source.
        [rehypeKatex, { errorColor: 'var(--danger-text)', maxSize: 20, maxExpand: 200 }],
        [rehypeHighlight, { detect: false, ignoreMissing: true }],
      ]}
      components={PARTS}
    >
      {withMaths(text)}
    </ReactMarkdown>
  );
});
