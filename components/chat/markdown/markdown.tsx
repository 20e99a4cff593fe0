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
  /** More of it is coming. */
  isGrowing?: boolean;
}

/**
 * Markdown of a stranger: no raw HTML, links open elsewhere without a referrer, images are shown as links so that
 * nothing is fetched unasked. Finished blocks are kept as they are while the last one streams, and what is shown of
 * that one is never taken back, so that nothing jumps.
 */
export function Markdown({ text, isGrowing = false }: MarkdownProps) {
  const blocks = useMemo(() => blocksOf(text, isGrowing), [text, isGrowing]);
  return (
    <div className="flex min-w-0 flex-col gap-3 text-body wrap-anywhere">
      {blocks.map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks only ever grow at the end.
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
        // Bounds for what a stranger can make a formula draw; what cannot be read is shown as it was written.
        [rehypeKatex, { errorColor: 'var(--danger-text)', maxSize: 20, maxExpand: 200 }],
        [rehypeHighlight, { detect: false, ignoreMissing: true }],
      ]}
      components={PARTS}
    >
      {withMaths(text)}
    </ReactMarkdown>
  );
});
