import type { LucideIcon } from 'lucide-react';

/** Something the palette leads to. */
export interface PaletteItem {
  id: string;
  group: PaletteGroup;
  label: string;
  /** Quieter words behind it, which are searched as well. */
  detail?: string;
  /** At the right: when, or how much. */
  note?: string;
  /** At the right: what is wrong with it. */
  trouble?: string;
  keys?: string;
  icon?: LucideIcon;
  /** Its dot stands for an icon. */
  provider?: string;
  /** A place, or something done. */
  go: { href: string } | { run: () => void };
}

/** In the order in which they are shown. */
const GROUPS = ['Jump', 'Pages', 'Chats', 'Requests', 'Models', 'Teams', 'Actions'] as const;
export type PaletteGroup = (typeof GROUPS)[number];

export const MOST_RESULTS = 10;
/** The server has searched these, in more than is shown of them. */
const SEARCHED: readonly PaletteGroup[] = ['Chats', 'Requests', 'Models', 'Teams'];

/** At most ten results in their groups, which take turns: the first of each, then the second of each. */
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

/** Every word of a search is in it. */
export function matchesSearch({ label, detail = '' }: PaletteItem, search: string): boolean {
  const text = `${label} ${detail}`.toLowerCase();
  return searchWords(search).every((word) => text.includes(word));
}

/** What begins with the search comes first; the order is kept otherwise. */
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

/** A pasted id is a place to go to. */
function jumpItems(search: string): PaletteItem[] {
  const [, id, prefix = ''] = /^\s*((req|conv)_\w{6,60})\s*$/.exec(search) ?? [];
  const place = PLACES[prefix];
  if (!id || !place) return [];
  return [{ id, group: 'Jump', label: `${place.label} ${id}`, go: { href: `${place.path}${id}` } }];
}

function searchWords(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}
