'use client';
import { usePathname } from 'next/navigation';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { Toast } from '../../ui/toast';
import type { ChatPage } from './chat-list';
import type { ChatRequests } from './chat-requests';
import { useChatChanges } from './use-chat-changes';
import { useChatEntries } from './use-chat-entries';
import { useToast } from './use-toast';

interface ChatsProps {
  first: ChatPage;
  actions: ChatRequests;
  /** Epoch ms, to group by day. */
  now: number;
}

/** The chat list, its actions, and the panels that stay open or hidden from chat to chat. */
function useChatList({ first, actions, now }: ChatsProps) {
  const currentId = /^\/playground\/([^/]+)/.exec(usePathname())?.[1] ?? null;
  const toast = useToast();
  const list = useChatEntries({ first, onList: actions.onList, onProblem: toast.show });
  const { rename, pin, remove } = useChatChanges({ list, requests: actions, currentId, toast });
  const [isPanelOpen, setPanelOpen] = useState(true);
  const [areParametersShown, showParameters] = useState(true);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [renamingId, setRenamingId] = useState<string | null>(null);
  const { entries, hasMore, isLoadingOlder, loadOlder, search } = list;
  return {
    currentId,
    now,
    entries,
    hasMore,
    isLoadingOlder,
    loadOlder,
    search,
    renamingId,
    setRenamingId,
    rename: (id: string, title: string) => {
      setRenamingId(null);
      return rename(id, title);
    },
    pin,
    remove,
    shares: actions.shares,
    isPanelOpen,
    setPanelOpen,
    areParametersShown,
    showParameters,
    isSheetOpen,
    setSheetOpen,
    toast,
  };
}

export type ChatList = ReturnType<typeof useChatList>;

const Context = createContext<ChatList | null>(null);

export function ChatsProvider({ children, ...props }: ChatsProps & { children: ReactNode }) {
  const chats = useChatList(props);
  return (
    <Context value={chats}>
      {children}
      <Toast content={chats.toast.content} onClose={chats.toast.close} />
    </Context>
  );
}

export function useChats(): ChatList {
  const chats = useContext(Context);
  if (!chats) throw new Error('useChats needs a ChatsProvider above it.');
  return chats;
}
