import { describe, expect, it } from 'vitest';
import { SecretBox } from './secret-box';

const createKey = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const box = new SecretBox(createKey(1));

describe('a secret box', () => {
  it('gives back what was put in, and shows nothing of it meanwhile', () => {
    const sealed = box.seal('pässword', 'smtp');
    expect(sealed).not.toContain('pässword');
    expect(box.open(sealed, 'smtp')).toBe('pässword');
  });

  it('seals the same text differently each time', () => {
    expect(box.seal('a', 'smtp')).not.toBe(box.seal('a', 'smtp'));
  });

  it('does not open for another purpose, with another key, or when it was changed', () => {
    const sealed = box.seal('secret', 'smtp');
    const [version, iv, tag, body = ''] = sealed.split('.');
    const changed = [version, iv, tag, Buffer.from('forged').toString('base64url')].join('.');
    expect(body).not.toBe('');
    expect(() => box.open(sealed, 'webhook')).toThrow('A3M_ENCRYPTION_KEY');
    expect(() => new SecretBox(createKey(2)).open(sealed, 'smtp')).toThrow('A3M_ENCRYPTION_KEY');
    expect(() => box.open(changed, 'smtp')).toThrow('A3M_ENCRYPTION_KEY');
    expect(() => box.open('secret', 'smtp')).toThrow('A3M_ENCRYPTION_KEY');
  });

  it('says which variable is missing when it has no key', () => {
    expect(() => new SecretBox(undefined).seal('secret', 'smtp')).toThrow('A3M_ENCRYPTION_KEY must be set');
    expect(() => new SecretBox('short').seal('secret', 'smtp')).toThrow('A3M_ENCRYPTION_KEY must be set');
  });
});
