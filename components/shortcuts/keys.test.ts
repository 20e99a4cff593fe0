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
  it('are met by Ctrl as by ⌘, and not without either', () => {
    expect(isOne('mod+k', press('k', { ctrlKey: true }))).toBe(true);
    expect(isOne('mod+k', press('k', { metaKey: true }))).toBe(true);
    expect(isOne('mod+k', press('k'))).toBe(false);
    expect(isOne('k', press('k', { ctrlKey: true }))).toBe(false);
  });

  it('are met with Caps Lock on, and tell Shift apart', () => {
    expect(isOne('r', press('R'))).toBe(true);
    expect(isOne('r', press('R', { shiftKey: true }))).toBe(false);
    expect(isOne('shift+r', press('R', { shiftKey: true }))).toBe(true);
  });

  it('are met by signs however a keyboard types them', () => {
    expect(isOne('?', press('?', { shiftKey: true }))).toBe(true);
    expect(isOne('/', press('/', { shiftKey: true }))).toBe(true);
    expect(isOne('[', press('[', { altKey: true }))).toBe(true);
    expect(isOne('+', press('+', { shiftKey: true }))).toBe(true);
  });

  it('leave Alt and a letter to the browser', () => {
    expect(isOne('h', press('h', { altKey: true }))).toBe(false);
  });

  it('are the input method’s while it composes, also where only the code says so', () => {
    expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true);
    expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true);
    expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false);
  });

  it('are written as on the keyboard in front', () => {
    expect(keyCaps('mod+shift+o', true)).toEqual([['⌘', '⇧', 'O']]);
    expect(keyCaps('mod+Enter', false)).toEqual([['Ctrl', '↵']]);
    expect(keyCaps('g p', false)).toEqual([['G'], ['P']]);
    expect(keyCaps('+', false)).toEqual([['+']]);
  });

  it('count as single when no hand holds another', () => {
    expect(['j', '?', 'g p', 'shift+d'].every(isSingle)).toBe(true);
    expect(['mod+k', 'Escape', 'F2', 'mod+Enter'].some(isSingle)).toBe(false);
  });
});
