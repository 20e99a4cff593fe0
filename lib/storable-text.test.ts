import { describe, expect, it } from 'vitest';
import { isStorable, storableJson, storableText } from './storable-text';

describe('storableJson', () => {
  it.each([
    [{ text: 'a\0b' }, { text: 'a\ufffdb' }],
    [{ 'a\0': ['\ud800', '\udc00x'] }, { 'a\ufffd': ['\ufffd', '\ufffdx'] }],
    [{ text: '💥 é 你 \u0001 \n' }, { text: '💥 é 你 \u0001 \n' }],
    [{ text: '\\u0000 \\\0 \\\\ud800' }, { text: '\\u0000 \\\ufffd \\\\ud800' }],
    [null, null],
  ])('writes %j as %j', (value, stored) => {
    expect(JSON.parse(storableJson(value))).toEqual(stored);
  });
});

describe('storableText', () => {
  it('replaces what cannot be stored, and nothing else', () => {
    expect(storableText('a\0b\ud800c 💥')).toBe('a\ufffdb\ufffdc 💥');
    expect(storableText('💥 é\n')).toBe('💥 é\n');
  });
});

describe('isStorable', () => {
  it.each([
    ['', true],
    ['💥 é\n', true],
    ['a\0', false],
    ['\ud83d', false],
  ])('says of %j: %s', (text, expected) => {
    expect(isStorable(text)).toBe(expected);
  });
});
