'use client';
import { useState } from 'react';
import type { ChatSettings } from '@/lib/chat-settings';
import { findPreset, type Preset, type PresetActions, type PresetResult } from './presets';

interface PresetsInput extends PresetActions {
  initial: Preset[];
  settings: ChatSettings;
  onSettings: (settings: ChatSettings) => void;
}

const UNREACHED = 'Could not reach the server. Try again.';

/** The user's presets, the one in use, and the actions on them. */
export function usePresets({ initial, settings, onSettings, onSave, onChange, onDelete }: PresetsInput) {
  const [presets, setPresets] = useState(initial);
  const [pickedId, setPickedId] = useState<string | null>(null);
  const [deleted, setDeleted] = useState<Preset | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const current = findPreset(presets, settings, pickedId);

  /** Resolves to the problem, in one sentence, or null. */
  const settle = async (asked: Promise<PresetResult>): Promise<string | null> => {
    const result = await asked.catch(() => ({ ok: false as const, message: UNREACHED }));
    if (!result.ok) return result.message;
    setPresets(result.value.presets);
    setPickedId(result.value.id);
    return null;
  };

  const remove = async (preset: Preset) => {
    const failed = await settle(onDelete({ id: preset.id }));
    setProblem(failed);
    if (!failed) setDeleted(preset);
  };
  const restore = async ({ name, settings: saved }: Preset) => {
    setDeleted(null);
    setProblem(await settle(onSave({ name, settings: saved })));
  };

  return {
    presets,
    current,
    deleted,
    problem,
    pick: (preset: Preset) => {
      setPickedId(preset.id);
      setDeleted(null);
      onSettings(preset.settings);
    },
    saveAs: (name: string) => settle(onSave({ name, settings })),
    update: async (preset: Preset) => setProblem(await settle(onChange({ id: preset.id, settings }))),
    rename: (preset: Preset, name: string) => settle(onChange({ id: preset.id, name })),
    remove,
    restore,
    forgetDeleted: () => setDeleted(null),
  };
}

export type PresetsHandle = ReturnType<typeof usePresets>;
