'use client';
import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from './button';

export interface ToastContent {
  /** A new id restarts the timer. */
  id: number;
  text: string;
  /** At most one action, such as Undo. */
  action: { label: string; run: () => void } | null;
}

const SHOWN_MS = 8_000;

/** A notification below the page header. It closes after eight seconds, or later while it is hovered or focused. */
export function Toast({ content, onClose }: { content: ToastContent | null; onClose: () => void }) {
  const [isHeld, setHeld] = useState(false);
  const close = useRef(onClose);
  close.current = onClose;
  const id = content?.id;
  useEffect(() => {
    if (id === undefined || isHeld) return;
    const timer = setTimeout(() => close.current(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, isHeld]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new toast is not held by a pointer over the previous one.
  useEffect(() => setHeld(false), [id]);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 top-16 z-40 flex justify-center px-4 max-[640px]:top-26"
    >
      {content && (
        // biome-ignore lint/a11y/noStaticElementInteractions: only pauses the timer while hovered or focused.
        <div
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
          className="pop-in pointer-events-auto flex min-h-11 max-w-[480px] items-center gap-3 rounded-lg border border-line-overlay bg-overlay py-1.5 pr-1.5 pl-4 shadow-pop"
        >
          <span className="min-w-0 flex-1 text-pretty">{content.text}</span>
          {content.action && (
            <Button size="small" onClick={content.action.run}>
              {content.action.label}
            </Button>
          )}
          <Button variant="ghost" size="small" isIcon aria-label="Dismiss" onClick={onClose}>
            <X size={14} />
          </Button>
        </div>
      )}
    </div>
  );
}
