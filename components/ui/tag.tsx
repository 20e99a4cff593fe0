import type { ReactNode } from 'react';
import { classNames } from './class-names';

const TONES = {
  neutral: 'bg-surface-3 text-text-2',
  ok: 'bg-ok-bg text-ok-text',
  warn: 'bg-warn-bg text-warn-text',
  danger: 'bg-danger-bg text-danger-text',
  accent: 'bg-accent-bg text-accent-text',
  outline: 'text-text-2 shadow-[inset_0_0_0_1px_var(--border)]',
  dashed: 'border border-dashed border-line-strong text-text-2',
};

export type TagTone = keyof typeof TONES;

export function Tag({ tone = 'neutral', children }: { tone?: TagTone; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 items-center gap-1 rounded-sm px-1.5 text-micro font-medium whitespace-nowrap',
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
