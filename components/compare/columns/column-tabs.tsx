'use client';
import { type KeyboardEvent, useRef } from 'react';
import { classNames } from '../../ui/class-names';

interface ColumnTabsProps {
  labels: string[];
  shown: number;
  onShow: (place: number) => void;
}

/** Tabs to choose the visible column on a phone. Arrow keys move between them. */
export function ColumnTabs({ labels, shown, onShow }: ColumnTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = (shown + step + labels.length) % labels.length;
    onShow(next);
    list.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label="Visible column"
      onKeyDown={onKeyDown}
      className="hidden gap-0.5 rounded-md bg-surface-3 p-0.5 max-[640px]:flex"
    >
      {labels.map((label, place) => (
        <button
          key={label}
          type="button"
          role="tab"
          aria-selected={place === shown}
          tabIndex={place === shown ? 0 : -1}
          onClick={() => onShow(place)}
          className={classNames(
            'h-11 min-w-0 flex-1 truncate rounded-[5px] px-1 text-meta font-medium',
            place === shown ? 'bg-thumb text-text shadow-[var(--shadow-xs),0_0_0_1px_var(--border)]' : 'text-text-2',
          )}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
