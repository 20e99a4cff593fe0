'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type ChatChange, type ChatEntry, type ChatPage, withChanges, withFirstPage, withOlderPage } from './chat-list';
import { type ChatRequests, settled } from './chat-requests';
import { useChatSearch } from './use-chat-search';

interface ChatEntriesInput {
  /** The first page, as the layout loaded it last. */
  first: ChatPage;
  onList: ChatRequests['onList'];
  onProblem: (message: string) => void;
}

/** The loaded chats and the search results. Unconfirmed changes are applied to both. */
export function useChatEntries({ first, onList, onProblem }: ChatEntriesInput) {
  const [known, setKnown] = useState(first.entries);
  const [next, setNext] = useState(first.next);
  const [isLoadingOlder, setLoadingOlder] = useState(false);
  const [changes, setChanges] = useState<ReadonlyMap<string, ChatChange>>(new Map());
  const hasOlder = useRef(false);
  const search = useChatSearch(onList);

  useEffect(() => {
    setKnown((current) => withFirstPage(current, first));
    if (!hasOlder.current) setNext(first.next);
  }, [first]);

  const loadOlder = async () => {
    if (next === null || isLoadingOlder) return;
    setLoadingOlder(true);
    const result = await settled(onList({ search: '', after: next }));
    setLoadingOlder(false);
    if (!result.ok) return onProblem(result.message);
    setKnown((current) => withOlderPage(current, result.value));
    setNext(result.value.next);
    hasOlder.current = true;
  };

  /** Shows a change before it is confirmed; null ends that. */
  const showChange = (id: string, change: ChatChange | null) =>
    setChanges((current) => {
      const following = new Map(current);
      if (change) following.set(id, { ...following.get(id), ...change });
      else following.delete(id);
      return following;
    });

  const entries = useMemo(() => withChanges(known, changes), [known, changes]);
  const found = useMemo(() => withChanges(search.entries, changes), [search.entries, changes]);
  return {
    entries,
    hasMore: next !== null,
    isLoadingOlder,
    loadOlder,
    search: { ...search, entries: found },
    showChange,
    find: (id: string): ChatEntry | null =>
      known.find((one) => one.id === id) ?? search.entries.find((one) => one.id === id) ?? null,
    /** Applies a confirmed change. */
    edit: (change: (entries: ChatEntry[]) => ChatEntry[]) => {
      setKnown(change);
      search.edit(change);
    },
    putBack: (entry: ChatEntry) =>
      setKnown((current) => [...current.filter(({ id }) => id !== entry.id), { ...entry, snippet: null }]),
  };
}

export type ChatEntries = ReturnType<typeof useChatEntries>;
