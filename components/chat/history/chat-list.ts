import type { ConversationPage, ConversationSummary } from '@/lib/db/chat/conversation-list';
import { DAY_MS } from '@/lib/time-range';

export type ChatEntry = ConversationSummary;
export type ChatPage = ConversationPage;

/** Changes to a chat that the server has not confirmed yet. */
export interface ChatChange {
  title?: string;
  isPinned?: boolean;
  isDeleted?: boolean;
}

/**
 * Merges a reloaded first page into the list. Older pages stay; entries that the page should contain and does not are
 * removed.
 */
export function withFirstPage(known: ChatEntry[], { entries, next }: ChatPage): ChatEntry[] {
  const oldest = entries.findLast(({ isPinned }) => !isPinned);
  const fresh = new Set(entries.map(({ id }) => id));
  const isBelow = (entry: ChatEntry) =>
    next !== null && !entry.isPinned && oldest !== undefined && entry.updatedAt.getTime() <= oldest.updatedAt.getTime();
  return [...entries, ...known.filter((entry) => !fresh.has(entry.id) && isBelow(entry))];
}

/** Appends a page to the list. */
export function withOlderPage(known: ChatEntry[], { entries }: ChatPage): ChatEntry[] {
  const ids = new Set(known.map(({ id }) => id));
  return [...known, ...entries.filter(({ id }) => !ids.has(id))];
}

export function withChanges(entries: ChatEntry[], changes: ReadonlyMap<string, ChatChange>): ChatEntry[] {
  return entries
    .filter(({ id }) => !changes.get(id)?.isDeleted)
    .map((entry) => {
      const { title = entry.title, isPinned = entry.isPinned } = changes.get(entry.id) ?? {};
      return { ...entry, title, isPinned };
    });
}

/** Pinned chats, then by age, the latest first. */
export function groupByAge(entries: ChatEntry[], now: number): { label: string; entries: ChatEntry[] }[] {
  const byAge = [...entries].sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
  const sorted = [...entries.filter(({ isPinned }) => isPinned), ...byAge.filter(({ isPinned }) => !isPinned)];
  const labels = [...new Set(sorted.map((entry) => ageLabel(entry, now)))];
  return labels.map((label) => ({ label, entries: sorted.filter((entry) => ageLabel(entry, now) === label) }));
}

function ageLabel({ isPinned, updatedAt }: ChatEntry, now: number): string {
  if (isPinned) return 'Pinned';
  const age = (Math.floor(now / DAY_MS) - Math.floor(updatedAt.getTime() / DAY_MS)) * DAY_MS;
  if (age <= 0) return 'Today';
  if (age === DAY_MS) return 'Yesterday';
  return age <= 7 * DAY_MS ? 'Previous 7 days' : 'Older';
}

/** The next or previous chat in display order; null at the end. */
export function adjacentChat(entries: ChatEntry[], id: string | null, step: 1 | -1, now: number): ChatEntry | null {
  const shown = groupByAge(entries, now).flatMap((group) => group.entries);
  const at = shown.findIndex((entry) => entry.id === id);
  return shown[at === -1 ? 0 : at + step] ?? null;
}
