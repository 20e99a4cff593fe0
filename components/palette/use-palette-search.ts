'use client';
import { useEffect, useState } from 'react';
import type { Findings } from '@/lib/services/search';
import { matchesSearch, type PaletteItem } from './palette-results';
import { toPaletteItems } from './search-items';

export type OnFind = (input: {
  search: string;
}) => Promise<{ ok: true; value: Findings } | { ok: false; message: string }>;

const WAIT_MS = 180;

/**
 * Results of the server's search, or the latest chats without a search. While loading, previous results that still
 * match.
 */
export function usePaletteSearch(search: string, onFind: OnFind) {
  const [items, setItems] = useState<PaletteItem[]>([]);
  const [by, setBy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const wanted = search.trim().slice(0, 200);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new callback is not a new search.
  useEffect(() => {
    let isCurrent = true;
    const find = async () => {
      const result = await onFind({ search: wanted }).catch(() => null);
      if (!isCurrent) return;
      setBy(wanted);
      setItems(result?.ok ? toPaletteItems(result.value) : []);
      setProblem(
        result?.ok ? null : (result?.message ?? 'Could not reach the server. Only pages and actions are shown.'),
      );
    };
    const timer = setTimeout(find, wanted ? WAIT_MS : 0);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [wanted]);
  const isBusy = by !== wanted;
  return { items: isBusy ? items.filter((item) => matchesSearch(item, wanted)) : items, problem, isBusy };
}
