import { describe, expect, it } from 'vitest';
import { DEFAULT_CHAT_SETTINGS } from '@/lib/chat-settings';
import { parseDraftSettings, prependUnsent, serializeDraftSettings } from './use-draft';

describe('a question that could not be sent', () => {
  it('comes back where nothing was written since', () => {
    expect(prependUnsent('Why?', '')).toBe('Why?');
    expect(prependUnsent('Why?', ' \n')).toBe('Why?');
  });

  it('stands before what was written since, which stays as it is', () => {
    expect(prependUnsent('Why?', 'And how?\n')).toBe('Why?\n\nAnd how?\n');
  });

  it('leaves what was written alone where it was files only', () => {
    expect(prependUnsent('', 'And how?')).toBe('And how?');
  });
});

describe('parameters that were changed and not asked with yet', () => {
  const stored = DEFAULT_CHAT_SETTINGS;
  const changed = { ...stored, model: 'acme/large', maxTokens: 50, keepModel: false };

  it('are there again after a reload', () => {
    expect(parseDraftSettings(serializeDraftSettings(changed, stored), stored)).toEqual(changed);
    expect(parseDraftSettings(serializeDraftSettings(stored, changed), changed)).toEqual(stored);
  });

  it('are not kept where they are what the server has', () => {
    expect(serializeDraftSettings({ ...stored }, stored)).toBe('');
    expect(parseDraftSettings('', stored)).toBeNull();
  });

  it('are forgotten when the chat was asked with others meanwhile', () => {
    expect(parseDraftSettings(serializeDraftSettings(changed, stored), { ...stored, temperature: 0.5 })).toBeNull();
  });

  it.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['another shape', '{"settings":7,"from":[]}'],
    ['a field missing', JSON.stringify({ settings: { ...changed, fallback: undefined }, from: stored })],
    ['a field of another kind', JSON.stringify({ settings: { ...changed, maxTokens: 'many' }, from: stored })],
  ])('are forgotten when they cannot be read: %s', (_name, kept) => {
    expect(parseDraftSettings(kept, stored)).toBeNull();
  });
});
