'use client';
import { useEffect, useRef, useState } from 'react';
import { type ChatEntry, type ChatPage, withOlderPage } from './chat-list';

const WAIT_MS = 220;

type OnList = (input: {
  search: string;
  after: string | null;
}) => Promise<{ ok: true; value: ChatPage } | { ok: false; message: string }>;

interface Found extends ChatPage {
  /** The search text. */
  search: string;
}

const NOTHING: Found = { entries: [], next: null, search: '' };

/** Searches while the user types; the previous results stay until new ones arrive. */
export function useChatSearch(onList: OnList) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [found, setFound] = useState(NOTHING);
  const [problem, setProblem] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const [isLoadingMore, setLoadingMore] = useState(false);
  const list = useRef(onList);
  list.current = onList;
  const search = text.trim();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` repeats the search.
  useEffect(() => {
    setProblem(null);
    if (!search) return setFound(NOTHING);
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const result = await list.current({ search, after: null }).catch(() => null);
      if (!isCurrent) return;
      if (result?.ok) setFound({ ...result.value, search });
      else setProblem(result?.message ?? 'Could not reach the server.');
    }, WAIT_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [search, tries]);

  const loadMore = async () => {
    if (found.next === null || isLoadingMore) return;
    setLoadingMore(true);
    const result = await list.current({ search: found.search, after: found.next }).catch(() => null);
    setLoadingMore(false);
    if (!result?.ok) return setProblem(result?.message ?? 'Could not reach the server.');
    setFound((current) => {
      if (current.search !== found.search) return current;
      return { ...current, entries: withOlderPage(current.entries, result.value), next: result.value.next };
    });
  };

  return {
    isOpen,
    open: () => setOpen(true),
    close: () => {
      setOpen(false);
      setText('');
    },
    text,
    setText,
    /** The search that found the entries. */
    by: found.search,
    entries: found.entries,
    hasMore: found.next !== null,
    isLoadingMore,
    loadMore,
    isBusy: search !== '' && search !== found.search && problem === null,
    isActive: search !== '',
    problem,
    tryAgain: () => setTries((n) => n + 1),
    edit: (change: (entries: ChatEntry[]) => ChatEntry[]) =>
      setFound((current) => ({ ...current, entries: change(current.entries) })),
  };
}
