import { describe, expect, it } from 'vitest';
import { isComposing, isPressed, isSingle, type KeyPress, keyCaps, parseChords } from './keys';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});
const isOne = (keys: string, pressed: KeyPress) => parseChords(keys).some((chord) => isPressed(chord, pressed));

describe('keys', () => {
  it('match Ctrl and ⌘, and not without either', () => {
    expect(isOne('mod+k', press('k', { ctrlKey: true }))).toBe(true);
    expect(isOne('mod+k', press('k', { metaKey: true }))).toBe(true);
    expect(isOne('mod+k', press('k'))).toBe(false);
    expect(isOne('k', press('k', { ctrlKey: true }))).toBe(false);
  });

  it('match with Caps Lock on, and distinguish Shift', () => {
    expect(isOne('r', press('R'))).toBe(true);
    expect(isOne('r', press('R', { shiftKey: true }))).toBe(false);
    expect(isOne('shift+r', press('R', { shiftKey: true }))).toBe(true);
  });

  it('match symbols however a keyboard types them', () => {
    expect(isOne('?', press('?', { shiftKey: true }))).toBe(true);
    expect(isOne('/', press('/', { shiftKey: true }))).toBe(true);
    expect(isOne('[', press('[', { altKey: true }))).toBe(true);
    expect(isOne('+', press('+', { shiftKey: true }))).toBe(true);
  });

  it('leave Alt and a letter to the browser', () => {
    expect(isOne('h', press('h', { altKey: true }))).toBe(false);
  });

  it('belong to the input method while it composes, also when only the key code shows it', () => {
    expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true);
    expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true);
    expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false);
  });

  it("are labelled as on the user's keyboard", () => {
    expect(keyCaps('mod+shift+o', true)).toEqual([['⌘', '⇧', 'O']]);
    expect(keyCaps('mod+Enter', false)).toEqual([['Ctrl', '↵']]);
    expect(keyCaps('g p', false)).toEqual([['G'], ['P']]);
    expect(keyCaps('+', false)).toEqual([['+']]);
  });

  it('count as single without a modifier', () => {
    expect(['j', '?', 'g p', 'shift+d'].every(isSingle)).toBe(true);
    expect(['mod+k', 'Escape', 'F2', 'mod+Enter'].some(isSingle)).toBe(false);
  });
});
