import type { LucideIcon } from 'lucide-react';

/** A result of the palette. */
export interface PaletteItem {
  id: string;
  group: PaletteGroup;
  label: string;
  /** Secondary text, also searched. */
  detail?: string;
  /** At the right: date or cost. */
  note?: string;
  /** At the right: a problem, such as an open circuit breaker. */
  trouble?: string;
  keys?: string;
  icon?: LucideIcon;
  /** Shows the provider's dot instead of an icon. */
  provider?: string;
  /** Opens a page, or runs an action. */
  go: { href: string } | { run: () => void };
}

/** In display order. */
const GROUPS = ['Jump', 'Pages', 'Chats', 'Requests', 'Models', 'Teams', 'Actions'] as const;
export type PaletteGroup = (typeof GROUPS)[number];

export const MOST_RESULTS = 10;
/** Groups that the server searches, in more fields than are shown. */
const SEARCHED: readonly PaletteGroup[] = ['Chats', 'Requests', 'Models', 'Teams'];

/** At most ten results. Groups alternate: the first of each, then the second of each. */
export function rankResults(items: PaletteItem[], search: string): PaletteItem[] {
  const fitting = items.filter((item) => SEARCHED.includes(item.group) || matchesSearch(item, search));
  const inGroup = (group: PaletteGroup) => fitting.filter((item) => item.group === group);
  const known = new Set(fitting.map(({ id }) => id));
  const jumps = jumpItems(search).filter(({ id }) => !known.has(id));
  const groups = [jumps, ...GROUPS.map((group) => ranked(inGroup(group), search))];
  const turns = Array.from({ length: MOST_RESULTS }, (_, at) => groups.flatMap((group) => group.slice(at, at + 1)));
  const taken = new Set(turns.flat().slice(0, MOST_RESULTS));
  return groups.flat().filter((item) => taken.has(item));
}

/** Whether an item contains every word of the search. */
export function matchesSearch({ label, detail = '' }: PaletteItem, search: string): boolean {
  const text = `${label} ${detail}`.toLowerCase();
  return searchWords(search).every((word) => text.includes(word));
}

/** Items that start with the search first; otherwise the order stays. */
function ranked(items: PaletteItem[], search: string): PaletteItem[] {
  const [word = ''] = searchWords(search);
  if (!word || items.some(({ group }) => group === 'Chats')) return items;
  const begins = ({ label }: PaletteItem) => label.toLowerCase().startsWith(word);
  return [...items.filter(begins), ...items.filter((item) => !begins(item))];
}

const PLACES: Record<string, { label: string; path: string }> = {
  req: { label: 'Request', path: '/requests/' },
  conv: { label: 'Chat', path: '/playground/' },
};

/** A pasted id becomes a link to its page. */
function jumpItems(search: string): PaletteItem[] {
  const [, id, prefix = ''] = /^\s*((req|conv)_\w{6,60})\s*$/.exec(search) ?? [];
  const place = PLACES[prefix];
  if (!id || !place) return [];
  return [{ id, group: 'Jump', label: `${place.label} ${id}`, go: { href: `${place.path}${id}` } }];
}

function searchWords(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}
