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
 * Follows an address that changes under the page. A run writes the new comparison's address without leaving the page, so
 * that Back, and links to Compare, may bring another address to the page as it is.
 */
export function useComparisonUrl({ shownId, onOpen, onNew }: ComparisonUrlInput): void {
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only an address that changes leads elsewhere.
  useLayoutEffect(() => {
    // The router hears a moment later of what the page itself has written.
    const named = comparisonIdIn(window.location.pathname);
    if (named === undefined || named === shownId) return;
    if (named === null) onNew();
    else onOpen(named);
  }, [pathname]);
}
