'use client';
import { useSyncExternalStore } from 'react';
import { keyCaps } from './keys';

/** Keys as caps, with "then" between the keys of a sequence. `isTight` renders keys held together as one cap. */
export function KeyCaps({ keys, isTight = false }: { keys: string; isTight?: boolean }) {
  const isMac = useIsMac();
  return (
    <kbd className="inline-flex shrink-0 items-center gap-1 font-sans text-micro text-text-3">
      {keyCaps(keys, isMac).map((caps, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: chords keep their order.
        <span key={i} className="inline-flex items-center gap-1">
          {i > 0 && 'then'}
          {(isTight ? [caps.join(isMac ? '' : ' ')] : caps).map((cap) => (
            <KeyCap key={cap}>{cap}</KeyCap>
          ))}
        </span>
      ))}
    </kbd>
  );
}

export function KeyCap({ children }: { children: string }) {
  return (
    <span className="inline-grid h-[18px] min-w-[18px] place-items-center rounded-sm border border-line-control bg-control px-1 text-micro text-text-2">
      {children}
    </span>
  );
}

/** Known only in the browser; the server renders Ctrl. */
export function useIsMac(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => /Mac|iPhone|iPad/.test(navigator.userAgent),
    () => false,
  );
}
