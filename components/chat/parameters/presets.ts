import type { ChatSettings } from '@/lib/chat-settings';
import type { Preset } from '@/lib/db/chat/presets';

export type { Preset };

/** The affected preset, and all presets after the change. */
export type PresetResult = { ok: true; value: { id: string; presets: Preset[] } } | { ok: false; message: string };

export interface PresetActions {
  onSave: (input: { name: string; settings: ChatSettings }) => Promise<PresetResult>;
  onChange: (input: { id: string; name?: string; settings?: ChatSettings }) => Promise<PresetResult>;
  onDelete: (input: { id: string }) => Promise<PresetResult>;
}

export function isSameSettings(a: ChatSettings, b: ChatSettings): boolean {
  const keys = Object.keys(a) as (keyof ChatSettings)[];
  return keys.every((key) => a[key] === b[key]);
}

/** The preset in use: the picked one, or one with the same settings. */
export function findPreset(presets: Preset[], settings: ChatSettings, pickedId: string | null) {
  const picked = presets.find(({ id }) => id === pickedId);
  const same = presets.find((preset) => isSameSettings(preset.settings, settings));
  const preset = picked && isSameSettings(picked.settings, settings) ? picked : (same ?? picked);
  return preset ? { preset, isChanged: !isSameSettings(preset.settings, settings) } : null;
}
