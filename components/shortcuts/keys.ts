/** The relevant fields of a key press. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The key belongs to an input method that is composing. Safari marks the last one only by its key code. */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === 229;
}

interface Chord {
  key: string;
  hasMod: boolean;
  hasShift: boolean;
}

/** Parses `mod+shift+o`, `?`, `F2`, or the sequence `g p`. */
export function parseChords(keys: string): Chord[] {
  return keys.split(' ').map((chord) => {
    const parts = chord.split(/\+(?=.)/);
    const key = parts.pop() ?? '';
    return { key, hasMod: parts.includes('mod'), hasShift: parts.includes('shift') };
  });
}

/** Ctrl and ⌘ are equal. Shift counts for letters and named keys; for symbols it is part of typing them. */
export function isPressed(chord: Chord, press: KeyPress): boolean {
  if (chord.hasMod !== (press.ctrlKey || press.metaKey)) return false;
  const isSign = chord.key.length === 1 && chord.key.toLowerCase() === chord.key.toUpperCase();
  if (isSign) return press.key === chord.key;
  return press.key.toLowerCase() === chord.key.toLowerCase() && chord.hasShift === press.shiftKey && !press.altKey;
}

const CAPS: Record<string, string> = {
  shift: '⇧',
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  '-': '−',
};

/** The labels of the key caps, one list per chord. */
export function keyCaps(keys: string, isMac: boolean): string[][] {
  return parseChords(keys).map(({ key, hasMod, hasShift }) => [
    ...(hasMod ? [isMac ? '⌘' : 'Ctrl'] : []),
    ...(hasShift ? ['⇧'] : []),
    CAPS[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key),
  ]);
}

/** Whether it is a single key, which speech input may trigger by accident (WCAG 2.1.4): these can be turned off. */
export function isSingle(keys: string): boolean {
  return parseChords(keys).every(({ key, hasMod }) => !hasMod && key.length === 1);
}
