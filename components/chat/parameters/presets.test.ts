import { describe, expect, it } from 'vitest';
import { DEFAULT_CHAT_SETTINGS } from '@/lib/chat-settings';
import { findPreset } from './presets';

const settings = (part: object) => ({ ...DEFAULT_CHAT_SETTINGS, ...part });
const brief = { id: '1', name: 'Brief', settings: settings({ maxTokens: 100 }) };
const twin = { id: '2', name: 'Twin', settings: settings({ maxTokens: 100 }) };
const warm = { id: '3', name: 'Warm', settings: settings({ temperature: 1 }) };

describe('the preset in use', () => {
  it('is one that says just the same as the settings', () => {
    expect(findPreset([brief, warm], settings({ temperature: 1 }), null)).toEqual({ preset: warm, isChanged: false });
    expect(findPreset([brief, warm], settings({}), null)).toBeNull();
  });

  it('is the one that was picked among equals, and stays so, changed, while nothing else says the same', () => {
    expect(findPreset([brief, twin], settings({ maxTokens: 100 }), '2')).toEqual({ preset: twin, isChanged: false });
    expect(findPreset([brief, warm], settings({ maxTokens: 101 }), '1')).toEqual({ preset: brief, isChanged: true });
    expect(findPreset([brief, warm], settings({ temperature: 1 }), '1')).toEqual({ preset: warm, isChanged: false });
  });

  it('is none after it was deleted', () => {
    expect(findPreset([warm], settings({ maxTokens: 101 }), '1')).toBeNull();
  });
});
