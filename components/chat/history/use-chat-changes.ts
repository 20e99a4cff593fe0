'use client';
import { useRouter } from 'next/navigation';
import { type ChatChange, type ChatEntry, withChanges } from './chat-list';
import { type ChatRequests, type Result, settled } from './chat-requests';
import type { ChatEntries } from './use-chat-entries';
import type { Toasts } from './use-toast';

interface ChatChangesInput {
  list: ChatEntries;
  requests: ChatRequests;
  currentId: string | null;
  toast: Toasts;
}

/** Renames, pins, deletes and restores chats. Changes show at once and are rolled back when the server refuses them. */
export function useChatChanges({ list, requests, currentId, toast }: ChatChangesInput) {
  const router = useRouter();

  const attempt = async <Value>(id: string, change: ChatChange, answer: Promise<Result<Value>>) => {
    list.showChange(id, change);
    const result = await settled(answer);
    list.showChange(id, null);
    if (!result.ok) toast.show(result.message);
    return result;
  };
  const confirm = (id: string, change: ChatChange) =>
    list.edit((entries) => withChanges(entries, new Map([[id, change]])));

  const rename = async (id: string, typed: string) => {
    const title = typed.replace(/\s+/g, ' ').trim();
    if (!title) return;
    const result = await attempt(id, { title }, requests.onRename({ id, title }));
    if (result.ok) confirm(id, result.value);
  };

  const pin = async (id: string, isPinned: boolean) => {
    const result = await attempt(id, { isPinned }, requests.onPin({ id, isPinned }));
    if (result.ok) confirm(id, { isPinned });
  };

  const restore = async (id: string, entry: ChatEntry | null, wasOpen: boolean) => {
    toast.close();
    const result = await settled(requests.onRestore({ id }));
    if (!result.ok) return toast.show(result.message);
    if (entry) list.putBack(entry);
    list.search.tryAgain();
    toast.show('Chat restored.');
    if (wasOpen) router.push(`/playground/${id}`);
    else router.refresh();
  };

  const remove = async ({ id, title }: Pick<ChatEntry, 'id' | 'title'>) => {
    const entry = list.find(id);
    const isOpen = id === currentId;
    const result = await attempt(id, { isDeleted: true }, requests.onDelete({ id }));
    if (!result.ok) return;
    list.edit((entries) => entries.filter((one) => one.id !== id));
    toast.show(`Deleted “${shortened(title)}”.`, { label: 'Undo', run: () => void restore(id, entry, isOpen) });
    if (isOpen) router.push('/playground');
  };

  return { rename, pin, remove };
}

function shortened(title: string): string {
  return title.length > 40 ? `${title.slice(0, 39).trimEnd()}…` : title;
}
