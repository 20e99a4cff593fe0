'use client';
import type { LucideIcon } from 'lucide-react';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { isComposing, isPressed, isSingle, type KeyPress, parseChords } from './keys';
import { areSingleKeysEnabled } from './single-keys';

export interface Shortcut {
  /** As `chordsOf` reads them. */
  keys: string;
  /** Those that do the same in the message field (`data-message-field`) while it is empty. */
  keysInEmptyField?: string;
  label: string;
  /** False: there was nothing to do, and the browser may take the key. */
  run: () => unknown;
  /** Whether it does something now; it stays listed. */
  isOn?: boolean;
  /** Works while a field has the focus, too. */
  inFields?: boolean;
  /** Listed in the palette too. */
  isAction?: boolean;
  /** Somebody else acts on the keys; here it is only told. */
  isDisplayOnly?: boolean;
  /** Stands before it in the palette. */
  icon?: LucideIcon;
  /** Where it leads, if it is a place. */
  href?: string;
}

export interface ShortcutSection {
  title: string;
  shortcuts: Shortcut[];
}

interface Registered {
  section: string;
  shortcuts: { current: Shortcut[] };
}

interface Registry {
  register: (entry: Registered) => () => void;
  sections: () => ShortcutSection[];
}

const Context = createContext<Registry>({ register: () => () => undefined, sections: () => [] });

/** How long the second key of two may take. */
const SEQUENCE_MS = 1_500;
const ORDER = ['Everywhere', 'Go to'];

/** Holds what keys do now: the frame's, and those of the page that is open. */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const registered = useRef(new Set<Registered>());
  const registry = useMemo<Registry>(() => {
    const rank = (title: string) => (ORDER.includes(title) ? ORDER.indexOf(title) : ORDER.length);
    return {
      register: (entry) => {
        registered.current.add(entry);
        return () => registered.current.delete(entry);
      },
      sections: () => {
        const entries = [...registered.current];
        const titles = [...new Set(entries.map(({ section }) => section))].sort((a, b) => rank(a) - rank(b));
        const of = (title: string) =>
          entries.filter(({ section }) => section === title).flatMap(({ shortcuts }) => shortcuts.current);
        // What a page does with a key comes before what the frame does with it.
        const taken = new Set(
          titles.filter((title) => !ORDER.includes(title)).flatMap((title) => of(title).map(({ keys }) => keys)),
        );
        const isFree = ({ keys, isDisplayOnly = false }: Shortcut) => isDisplayOnly || !taken.has(keys);
        return titles.map((title) => ({
          title,
          shortcuts: ORDER.includes(title) ? of(title).filter(isFree) : of(title),
        }));
      },
    };
  }, []);
  useKeys(registry);
  return <Context value={registry}>{children}</Context>;
}

/** From now on, as long as this is shown, these keys do these things. */
export function useShortcuts(section: string, shortcuts: Shortcut[]): void {
  const { register } = useContext(Context);
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => register({ section, shortcuts: current }), [register, section]);
}

/** What can be pressed now, by sections. */
export function useShortcutSections(): () => ShortcutSection[] {
  return useContext(Context).sections;
}

function useKeys({ sections }: Registry): void {
  useEffect(() => {
    let first: { press: KeyPress; at: number } | null = null;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isComposing(event) || ['Shift', 'Control', 'Meta', 'Alt'].includes(event.key))
        return;
      const before = first && event.timeStamp - first.at < SEQUENCE_MS ? first.press : null;
      first = null;
      const all = sections()
        .flatMap(({ shortcuts }) => shortcuts)
        .filter(({ isOn = true, isDisplayOnly = false }) => isOn && !isDisplayOnly);
      const found = all.find((shortcut) => isMeant(shortcut, before, event));
      if (found) {
        if (found.run() !== false) event.preventDefault();
      } else if (!before && all.some((shortcut) => isBegun(shortcut, event)))
        first = { press: event, at: event.timeStamp };
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [sections]);
}

function isMeant(shortcut: Shortcut, before: KeyPress | null, event: KeyboardEvent): boolean {
  const { keys, keysInEmptyField } = shortcut;
  if (keysInEmptyField && isEmptyMessageField(event.target) && isTyped(keysInEmptyField, before, event)) return true;
  return isTyped(keys, before, event) && isAllowed(shortcut, event.target);
}

function isTyped(keys: string, before: KeyPress | null, now: KeyPress): boolean {
  const [first, second] = parseChords(keys);
  if (!first) return false;
  return second ? before !== null && isPressed(first, before) && isPressed(second, now) : isPressed(first, now);
}

/** The first of two keys was pressed. */
function isBegun(shortcut: Shortcut, event: KeyboardEvent): boolean {
  const [first, second] = parseChords(shortcut.keys);
  return first !== undefined && second !== undefined && isPressed(first, event) && isAllowed(shortcut, event.target);
}

const FIELDS =
  'input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=slider], [role=radio], [role=combobox], pre[tabindex]';
const OVERLAYS = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]';

function isAllowed({ keys, inFields = false }: Shortcut, target: EventTarget | null): boolean {
  if (isSingle(keys) && !areSingleKeysEnabled()) return false;
  if (!(target instanceof Element)) return true;
  // What is open above the page has its own keys; only the palette comes over everything.
  if (target.closest(OVERLAYS)) return keys === 'mod+k';
  return inFields || target.closest(FIELDS) === null;
}

function isEmptyMessageField(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement && target.matches('[data-message-field]') && target.value === '';
}
