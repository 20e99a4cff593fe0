/** What of a key press matters here. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The key is the input method's, which is still composing. Safari tells of the last one by its code alone. */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === 229;
}

interface Chord {
  key: string;
  hasMod: boolean;
  hasShift: boolean;
}

/** `mod+shift+o`, `?`, `F2`, or one after the other: `g p`. */
export function parseChords(keys: string): Chord[] {
  return keys.split(' ').map((chord) => {
    const parts = chord.split(/\+(?=.)/);
    const key = parts.pop() ?? '';
    return { key, hasMod: parts.includes('mod'), hasShift: parts.includes('shift') };
  });
}

/** Ctrl and ⌘ are one. Shift counts for letters and named keys; where signs are typed with it, it is part of them. */
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

/** How the keys are written on caps: a list for each chord. */
export function keyCaps(keys: string, isMac: boolean): string[][] {
  return parseChords(keys).map(({ key, hasMod, hasShift }) => [
    ...(hasMod ? [isMac ? '⌘' : 'Ctrl'] : []),
    ...(hasShift ? ['⇧'] : []),
    CAPS[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key),
  ]);
}

/** One key alone, which a hand or a voice may press by accident: these can be turned off. */
export function isSingle(keys: string): boolean {
  return parseChords(keys).every(({ key, hasMod }) => !hasMod && key.length === 1);
}
