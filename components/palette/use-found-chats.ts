'use client';
import { useEffect, useState } from 'react';
import { formatDay, formatUsd } from '../../lib/format';
import { fits, type PaletteItem } from './palette-results';

export interface FoundChat {
  id: string;
  title: string;
  snippet: string | null;
  updatedAt: Date;
  costNanoUsd: number;
}

export type OnFindChats = (input: {
  search: string;
}) => Promise<{ ok: true; value: FoundChat[] } | { ok: false; message: string }>;

const WAIT_MS = 180;

/** The chats that fit a search, the last ones when there is none; until new ones are there, those old ones that fit too. */
export function useFoundChats(search: string, onFind: OnFindChats) {
  const [items, setItems] = useState<PaletteItem[]>([]);
  const [by, setBy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const wanted = search.trim().slice(0, 200);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new function is no new search.
  useEffect(() => {
    let isCurrent = true;
    const find = async () => {
      const result = await onFind({ search: wanted }).catch(() => null);
      if (!isCurrent) return;
      setBy(wanted);
      setItems(result?.ok ? result.value.map(toItem) : []);
      setProblem(result?.ok ? null : (result?.message ?? 'Chats could not be searched: the server was not reached.'));
    };
    const timer = setTimeout(find, wanted ? WAIT_MS : 0);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [wanted]);
  const isBusy = by !== wanted;
  return { items: isBusy ? items.filter((item) => fits(item, wanted)) : items, problem, isBusy };
}

function toItem({ id, title, snippet, updatedAt, costNanoUsd }: FoundChat): PaletteItem {
  return {
    id,
    group: 'Chats',
    label: title,
    ...(snippet && { detail: snippet }),
    note: `${formatDay(updatedAt)} · ${formatUsd(costNanoUsd)}`,
    go: { href: `/playground/${id}` },
  };
}
