import type { ConversationPage, ConversationSummary } from '@/lib/db/chat/conversation-list';

/** A chat as the list shows it. */
export type ChatEntry = ConversationSummary;
export type ChatPage = ConversationPage;

/** What was done to a chat here and not confirmed yet. */
export interface ChatChange {
  title?: string;
  isPinned?: boolean;
  isDeleted?: boolean;
}

/**
 * What is known of the list once its first page was read anew. Older pages stay as they were; what stood within the
 * page and is no longer there is gone.
 */
export function withFirstPage(known: ChatEntry[], { entries, next }: ChatPage): ChatEntry[] {
  const oldest = entries.findLast(({ isPinned }) => !isPinned);
  const fresh = new Set(entries.map(({ id }) => id));
  const isBelow = (entry: ChatEntry) =>
    next !== null && !entry.isPinned && oldest !== undefined && entry.updatedAt.getTime() <= oldest.updatedAt.getTime();
  return [...entries, ...known.filter((entry) => !fresh.has(entry.id) && isBelow(entry))];
}

/** The list with one more page at its end. */
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

const DAY_MS = 24 * 3_600_000;

/** Pinned ones, then by age, the last touched first. */
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

/** The chat below or above another, in the order in which they are shown; null at the end. */
export function adjacentChat(entries: ChatEntry[], id: string | null, step: 1 | -1, now: number): ChatEntry | null {
  const shown = groupByAge(entries, now).flatMap((group) => group.entries);
  const at = shown.findIndex((entry) => entry.id === id);
  return shown[at === -1 ? 0 : at + step] ?? null;
}
