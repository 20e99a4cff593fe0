import type { Components } from 'react-markdown';
import { CodeBlock } from './code-block';

const LINK = 'text-accent-text underline underline-offset-2';

/** Components for the markdown of an answer. The parser empties unsafe URLs: those render without a link. */
export const PARTS: Components = {
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  code: ({ className, children }) =>
    className ? (
      <code className={className}>{children}</code>
    ) : (
      <code className="rounded-sm bg-surface-3 px-1 py-0.5 font-mono text-[12.5px]">{children}</code>
    ),
  a: ({ href, children }) =>
    href ? (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow" className={LINK}>
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
  img: ({ src, alt }) =>
    typeof src === 'string' && src ? (
      <a href={src} target="_blank" rel="noopener noreferrer nofollow" className={LINK}>
        image: {alt || 'untitled'}
      </a>
    ) : (
      <span>image: {alt || 'untitled'}</span>
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
  h4: ({ children }) => <h5 className="font-semibold">{children}</h5>,
  blockquote: ({ children }) => (
    <blockquote className="flex flex-col gap-3 border-l-2 border-line-strong pl-3 text-text-2">{children}</blockquote>
  ),
  hr: () => <hr className="border-line-subtle" />,
  table: ({ children }) => (
    <div className="overflow-x-auto rounded-md border border-line">
      <table className="w-full border-collapse text-ui wrap-normal [&_td]:border-t [&_td]:border-line-subtle [&_td]:px-3 [&_td]:py-1.5 [&_td]:align-top [&_td]:tabular [&_th]:bg-surface-2 [&_th]:px-3 [&_th]:py-1.5 [&_th]:text-left [&_th]:font-medium [&_th]:text-text-2">
        {children}
      </table>
    </div>
  ),
};
