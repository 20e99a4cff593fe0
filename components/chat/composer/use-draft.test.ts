import { describe, expect, it } from 'vitest';
import { DEFAULT_CHAT_SETTINGS } from '@/lib/chat-settings';
import { parseDraftSettings, prependUnsent, serializeDraftSettings } from './use-draft';

describe('a question that could not be sent', () => {
  it('returns to an empty field', () => {
    expect(prependUnsent('Why?', '')).toBe('Why?');
    expect(prependUnsent('Why?', ' \n')).toBe('Why?');
  });

  it('is put above text that was typed since', () => {
    expect(prependUnsent('Why?', 'And how?\n')).toBe('Why?\n\nAnd how?\n');
  });

  it('leaves typed text unchanged when it had only files', () => {
    expect(prependUnsent('', 'And how?')).toBe('And how?');
  });
});

describe('changed parameters that were not sent yet', () => {
  const stored = DEFAULT_CHAT_SETTINGS;
  const changed = { ...stored, model: 'acme/large', maxTokens: 50, keepModel: false };

  it('survive a reload', () => {
    expect(parseDraftSettings(serializeDraftSettings(changed, stored), stored)).toEqual(changed);
    expect(parseDraftSettings(serializeDraftSettings(stored, changed), changed)).toEqual(stored);
  });

  it('are not stored when they equal those on the server', () => {
    expect(serializeDraftSettings({ ...stored }, stored)).toBe('');
    expect(parseDraftSettings('', stored)).toBeNull();
  });

  it('are dropped when the chat was continued with other settings', () => {
    expect(parseDraftSettings(serializeDraftSettings(changed, stored), { ...stored, temperature: 0.5 })).toBeNull();
  });

  it.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['another shape', '{"settings":7,"from":[]}'],
    ['a field missing', JSON.stringify({ settings: { ...changed, fallback: undefined }, from: stored })],
    ['a field of another kind', JSON.stringify({ settings: { ...changed, maxTokens: 'many' }, from: stored })],
  ])('are dropped when they cannot be read: %s', (_name, kept) => {
    expect(parseDraftSettings(kept, stored)).toBeNull();
  });
});
