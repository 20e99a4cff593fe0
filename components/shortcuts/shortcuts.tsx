'use client';
import type { LucideIcon } from 'lucide-react';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { isComposing, isPressed, isSingle, type KeyPress, parseChords } from './keys';
import { areSingleKeysEnabled } from './single-keys';

export interface Shortcut {
  /** In the syntax of `parseChords`. */
  keys: string;
  /** Keys with the same effect in the empty message field (`data-message-field`). */
  keysInEmptyField?: string;
  label: string;
  /** Returns false when there was nothing to do; the browser then handles the key. */
  run: () => unknown;
  /** Whether it is active; inactive shortcuts stay listed. */
  isOn?: boolean;
  /** Also active while a field has the focus. */
  inFields?: boolean;
  /** Also listed in the palette. */
  isAction?: boolean;
  /** Listed only; another listener handles the keys. */
  isDisplayOnly?: boolean;
  /** Icon in the palette. */
  icon?: LucideIcon;
  /** Target of a navigation shortcut. */
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

/** Time limit for the second key of a sequence. */
const SEQUENCE_MS = 1_500;
const ORDER = ['Everywhere', 'Go to'];

/** Registry of the active shortcuts: those of the frame and of the open page. */
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
        // A page's shortcut overrides the frame's with the same keys.
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

/** Registers shortcuts while the component is mounted. */
export function useShortcuts(section: string, shortcuts: Shortcut[]): void {
  const { register } = useContext(Context);
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => register({ section, shortcuts: current }), [register, section]);
}

/** The registered shortcuts, by section. */
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

/** The first key of a sequence was pressed. */
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
  // Open overlays handle their own keys; only the palette opens above them.
  if (target.closest(OVERLAYS)) return keys === 'mod+k';
  return inFields || target.closest(FIELDS) === null;
}

function isEmptyMessageField(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement && target.matches('[data-message-field]') && target.value === '';
}
