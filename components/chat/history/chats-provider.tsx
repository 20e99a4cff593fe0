'use client';
import { usePathname, useRouter } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { Toast, type ToastContent } from '../../ui/toast';
import type { ShareActions } from '../sharing/share-links';
import { type ChatChange, type ChatEntry, type ChatPage, withChanges, withFirstPage, withOlderPage } from './chat-list';
import { useChatSearch } from './use-chat-search';

export type Result<Value> = { ok: true; value: Value } | { ok: false; message: string };

export interface ChatActions {
  onList: (input: { search: string; after: string | null }) => Promise<Result<ChatPage>>;
  onRename: (input: { id: string; title: string }) => Promise<Result<{ title: string }>>;
  onPin: (input: { id: string; isPinned: boolean }) => Promise<Result<null>>;
  onDelete: (input: { id: string }) => Promise<Result<null>>;
  onRestore: (input: { id: string }) => Promise<Result<null>>;
  shares: ShareActions;
}

interface ChatsProps {
  first: ChatPage;
  actions: ChatActions;
  /** Epoch ms, for "today". */
  now: number;
}

const UNREACHED = { ok: false, message: 'Could not reach the server. Try again in a moment.' } as const;

/** An action's answer; a server out of reach is an answer too. */
export function settled<Value>(answer: Promise<Result<Value>>): Promise<Result<Value>> {
  return answer.catch(() => UNREACHED);
}

/** The list of chats and all that can be done to them: shown at once, and as the server says in the end. */
function useChatList({ first, actions, now }: ChatsProps) {
  const router = useRouter();
  const currentId = /^\/playground\/([^/]+)/.exec(usePathname())?.[1] ?? null;
  const [known, setKnown] = useState(first.entries);
  const [next, setNext] = useState(first.next);
  const hasOlder = useRef(false);
  const [isLoadingOlder, setLoadingOlder] = useState(false);
  const [changes, setChanges] = useState<ReadonlyMap<string, ChatChange>>(new Map());
  const [toast, setToast] = useState<ToastContent | null>(null);
  const [isPanelOpen, setPanelOpen] = useState(true);
  // Here, so that it holds from chat to chat.
  const [areParametersShown, showParameters] = useState(true);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [renamingId, setRenamingId] = useState<string | null>(null);
  const search = useChatSearch(actions.onList);

  useEffect(() => {
    setKnown((current) => withFirstPage(current, first));
    if (!hasOlder.current) setNext(first.next);
  }, [first]);

  const say = (text: string, action: ToastContent['action'] = null) => setToast({ id: Date.now(), text, action });
  const change = (id: string, done: ChatChange | null) =>
    setChanges((current) => {
      const following = new Map(current);
      if (done) following.set(id, { ...following.get(id), ...done });
      else following.delete(id);
      return following;
    });
  const settle = (edit: (entries: ChatEntry[]) => ChatEntry[]) => {
    setKnown(edit);
    search.edit(edit);
  };

  /** Shows what is wished, asks, and ends with what the server said. */
  const attempt = async <Value,>(id: string, wish: ChatChange, answer: Promise<Result<Value>>) => {
    change(id, wish);
    const result = await settled(answer);
    change(id, null);
    if (!result.ok) say(result.message);
    return result;
  };

  const rename = async (id: string, title: string) => {
    setRenamingId(null);
    const wanted = title.replace(/\s+/g, ' ').trim();
    if (!wanted) return;
    const result = await attempt(id, { title: wanted }, actions.onRename({ id, title: wanted }));
    if (result.ok) settle((entries) => withChanges(entries, new Map([[id, result.value]])));
  };

  const pin = async (id: string, isPinned: boolean) => {
    const result = await attempt(id, { isPinned }, actions.onPin({ id, isPinned }));
    if (result.ok) settle((entries) => withChanges(entries, new Map([[id, { isPinned }]])));
  };

  const remove = async ({ id, title }: Pick<ChatEntry, 'id' | 'title'>) => {
    const entry = known.find((one) => one.id === id) ?? search.entries.find((one) => one.id === id) ?? null;
    const isOpen = id === currentId;
    const result = await attempt(id, { isDeleted: true }, actions.onDelete({ id }));
    if (!result.ok) return;
    settle((entries) => entries.filter((one) => one.id !== id));
    say(`Deleted “${shortened(title)}”.`, { label: 'Undo', run: () => void restore(id, entry, isOpen) });
    if (isOpen) router.push('/playground');
  };

  const restore = async (id: string, entry: ChatEntry | null, wasOpen: boolean) => {
    setToast(null);
    const result = await settled(actions.onRestore({ id }));
    if (!result.ok) return say(result.message);
    if (entry) setKnown((entries) => [...entries.filter((one) => one.id !== id), { ...entry, snippet: null }]);
    search.tryAgain();
    say('Chat restored.');
    if (wasOpen) router.push(`/playground/${id}`);
    else router.refresh();
  };

  const loadOlder = async () => {
    if (next === null || isLoadingOlder) return;
    setLoadingOlder(true);
    const result = await settled(actions.onList({ search: '', after: next }));
    setLoadingOlder(false);
    if (!result.ok) return say(result.message);
    setKnown((current) => withOlderPage(current, result.value));
    setNext(result.value.next);
    hasOlder.current = true;
  };

  const entries = useMemo(() => withChanges(known, changes), [known, changes]);
  const found = useMemo(() => withChanges(search.entries, changes), [search.entries, changes]);
  return {
    currentId,
    now,
    entries,
    hasMore: next !== null,
    isLoadingOlder,
    loadOlder,
    search: { ...search, entries: found },
    renamingId,
    setRenamingId,
    rename,
    pin,
    remove,
    say,
    shares: actions.shares,
    isPanelOpen,
    setPanelOpen,
    areParametersShown,
    showParameters,
    isSheetOpen,
    setSheetOpen,
    toast,
    closeToast: () => setToast(null),
  };
}

function shortened(title: string): string {
  return title.length > 40 ? `${title.slice(0, 39).trimEnd()}…` : title;
}

export type ChatList = ReturnType<typeof useChatList>;

const Context = createContext<ChatList | null>(null);

export function ChatsProvider({ children, ...props }: ChatsProps & { children: ReactNode }) {
  const chats = useChatList(props);
  return (
    <Context value={chats}>
      {children}
      <Toast content={chats.toast} onClose={chats.closeToast} />
    </Context>
  );
}

export function useChats(): ChatList {
  const chats = useContext(Context);
  if (!chats) throw new Error('useChats needs a ChatsProvider above it.');
  return chats;
}
