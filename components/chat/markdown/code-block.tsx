'use client';
import { Children, isValidElement, type ReactNode } from 'react';
import { CopyButton } from '../../ui/copy-button';

/** A code block with language, copy button and its own scrolling. */
export function CodeBlock({ children }: { children: ReactNode }) {
  return (
    <CodeFrame language={languageOf(children)} text={textOf(children)}>
      {children}
    </CodeFrame>
  );
}

interface CodeFrameProps {
  language: string;
  /** The text to copy. */
  text: string;
  children: ReactNode;
}

/** The frame around code, complete or streaming. */
export function CodeFrame({ language, text, children }: CodeFrameProps) {
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-code-bg">
      <div className="flex h-8 items-center border-b border-line-subtle pr-1 pl-3 text-micro text-text-3">
        <span className="flex-1">{language}</span>
        <CopyButton text={text} size="tiny" />
      </div>
      <pre className="overflow-x-auto px-3 pt-2 pb-3 font-mono text-[12px] leading-5 wrap-normal">{children}</pre>
    </div>
  );
}

function languageOf(children: ReactNode): string {
  const [code] = Children.toArray(children);
  const className = isValidElement<{ className?: string }>(code) ? code.props.className : undefined;
  return /language-([\w+#-]+)/.exec(className ?? '')?.[1] ?? 'text';
}

function textOf(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  if (Array.isArray(node)) return node.map(textOf).join('');
  return isValidElement<{ children?: ReactNode }>(node) ? textOf(node.props.children) : '';
}
