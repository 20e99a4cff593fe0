'use client';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { chordsOf, isPressed, isSingle, type KeyPress } from './keys';
import { areSingleKeysOn } from './single-keys';

export interface Shortcut {
  /** As `chordsOf` reads them. */
  keys: string;
  /** Others that do the same. */
  orKeys?: string;
  label: string;
  run: () => void;
  /** Whether it does something now; it stays listed. */
  isOn?: boolean;
  /** Works while a field has the focus: always, or while the field is empty. Others do not. */
  inFields?: true | 'empty';
  /** Listed in the palette too. */
  isAction?: boolean;
  /** Somebody else acts on the keys; here it is only told. */
  isTold?: boolean;
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
        return titles.map((title) => ({
          title,
          shortcuts: entries.filter(({ section }) => section === title).flatMap(({ shortcuts }) => shortcuts.current),
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
      if (event.defaultPrevented || event.isComposing || ['Shift', 'Control', 'Meta', 'Alt'].includes(event.key))
        return;
      const before = first && event.timeStamp - first.at < SEQUENCE_MS ? first.press : null;
      first = null;
      const all = sections()
        .flatMap(({ shortcuts }) => shortcuts)
        .filter((shortcut) => !shortcut.isTold && isAllowed(shortcut, event));
      const found = all.find((shortcut) => isOn(shortcut) && isMeant(shortcut, before, event));
      if (found) {
        event.preventDefault();
        found.run();
      } else if (!before && all.some(({ keys }) => beginsWith(keys, event)))
        first = { press: event, at: event.timeStamp };
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [sections]);
}

const isOn = ({ isOn = true }: Shortcut) => isOn;

function isMeant({ keys, orKeys }: Shortcut, before: KeyPress | null, now: KeyPress): boolean {
  return [keys, ...(orKeys ? [orKeys] : [])].some((one) => {
    const [first, second] = chordsOf(one);
    if (!first) return false;
    return second ? before !== null && isPressed(first, before) && isPressed(second, now) : isPressed(first, now);
  });
}

function beginsWith(keys: string, press: KeyPress): boolean {
  const [first, second] = chordsOf(keys);
  return first !== undefined && second !== undefined && isPressed(first, press);
}

const FIELDS = 'input, textarea, select, [contenteditable=true], [role=slider], [role=radio], [role=combobox]';
const OVERLAYS = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]';

function isAllowed({ keys, inFields }: Shortcut, { target }: KeyboardEvent): boolean {
  if (isSingle(keys) && !areSingleKeysOn()) return false;
  if (!(target instanceof Element)) return true;
  if (target.closest(OVERLAYS)) return inFields === true && keys.startsWith('mod+');
  const field = target.closest(FIELDS);
  if (!field) return true;
  return inFields === 'empty' ? 'value' in field && field.value === '' : inFields === true;
}
