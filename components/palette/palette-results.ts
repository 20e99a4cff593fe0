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
  keys?: string;
  icon?: LucideIcon;
  /** A place, or something done. */
  go: { href: string } | { run: () => void };
}

export type PaletteGroup = 'Jump' | 'Pages' | 'Chats' | 'Actions';

const GROUPS: PaletteGroup[] = ['Jump', 'Pages', 'Chats', 'Actions'];
export const MOST_RESULTS = 10;
/** What a group may take before the others had their turn. */
const SHARES: Record<PaletteGroup, number> = { Jump: 1, Pages: 4, Chats: 4, Actions: 4 };

/** At most ten results in their groups. Chats come from the server, which has searched them already. */
export function resultsOf(items: PaletteItem[], search: string): PaletteItem[] {
  const fitting = [...jumpsOf(search), ...items.filter((item) => item.group === 'Chats' || fits(item, search))];
  const sorted = GROUPS.flatMap((group) =>
    ranked(
      fitting.filter((item) => item.group === group),
      search,
    ),
  );
  const taken = new Set(
    GROUPS.flatMap((group) => sorted.filter((item) => item.group === group).slice(0, SHARES[group])),
  );
  for (const item of sorted) if (taken.size < MOST_RESULTS) taken.add(item);
  return sorted.filter((item) => taken.has(item)).slice(0, MOST_RESULTS);
}

/** Every word of a search is in it. */
export function fits({ label, detail = '' }: PaletteItem, search: string): boolean {
  const text = `${label} ${detail}`.toLowerCase();
  return wordsOf(search).every((word) => text.includes(word));
}

/** What begins with the search comes first; the order is kept otherwise. */
function ranked(items: PaletteItem[], search: string): PaletteItem[] {
  const [word = ''] = wordsOf(search);
  if (!word || items[0]?.group === 'Chats') return items;
  const begins = ({ label }: PaletteItem) => label.toLowerCase().startsWith(word);
  return [...items.filter(begins), ...items.filter((item) => !begins(item))];
}

const PLACES: Record<string, { label: string; path: string }> = {
  req: { label: 'Request', path: '/requests/' },
  conv: { label: 'Chat', path: '/playground/' },
};

/** A pasted id is a place to go to. */
function jumpsOf(search: string): PaletteItem[] {
  const [, id, prefix = ''] = /^\s*((req|conv)_\w{6,60})\s*$/.exec(search) ?? [];
  const place = PLACES[prefix];
  if (!id || !place) return [];
  return [{ id: `jump ${id}`, group: 'Jump', label: `${place.label} ${id}`, go: { href: `${place.path}${id}` } }];
}

function wordsOf(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}
