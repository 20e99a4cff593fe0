'use client';
import { usePathname } from 'next/navigation';
import { useLayoutEffect } from 'react';
import { comparisonAt } from './address';

interface AddressInput {
  /** The comparison that is shown; null while a new one is set up. */
  shownId: string | null;
  onOpen: (id: string) => void;
  onNew: () => void;
}

/**
 * Follows an address that changes under the page. A run writes the new comparison's address without leaving the page, so
 * that Back, and links to Compare, may bring another address to the page as it is.
 */
export function useAddress({ shownId, onOpen, onNew }: AddressInput): void {
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only an address that changes leads elsewhere.
  useLayoutEffect(() => {
    // The router hears a moment later of what the page itself has written.
    const named = comparisonAt(window.location.pathname);
    if (named === undefined || named === shownId) return;
    if (named === null) onNew();
    else onOpen(named);
  }, [pathname]);
}
