'use client';
import { usePathname } from 'next/navigation';
import { useLayoutEffect } from 'react';
import { comparisonIdIn } from '../comparison-url';

interface ComparisonUrlInput {
  /** The comparison that is shown; null while a new one is set up. */
  shownId: string | null;
  onOpen: (id: string) => void;
  onNew: () => void;
}

/**
 * Follows URL changes without a page load. A run replaces the URL without navigating, so Back and links to Compare
 * may change the URL while the page stays mounted.
 */
export function useComparisonUrl({ shownId, onOpen, onNew }: ComparisonUrlInput): void {
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs only when the URL changes.
  useLayoutEffect(() => {
    // Read from `window`: the Next router learns of `replaceState` a moment later.
    const named = comparisonIdIn(window.location.pathname);
    if (named === undefined || named === shownId) return;
    if (named === null) onNew();
    else onOpen(named);
  }, [pathname]);
}
