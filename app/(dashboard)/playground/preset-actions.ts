'use server';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import { chatSettings } from '@/lib/chat-settings';
import { changePreset, deletePreset, listPresets, savePreset } from '@/lib/db/chat/presets';
import { isStorable } from '@/lib/storable-text';

const id = z.string().max(64);
const name = z
  .string()
  .trim()
  .min(1, 'Give the preset a name.')
  .max(60, 'A name can have at most 60 characters.')
  .refine(isStorable, 'The name contains a character that cannot be stored.');

/** Saves settings as a preset; returns its id and all presets. */
export const savePresetAction = callerAction(
  { schema: z.object({ name, settings: chatSettings }) },
  async ({ runtime: { database }, caller, input }) => {
    const saved = await savePreset(database, caller, input);
    return { id: saved, presets: await listPresets(database, caller) };
  },
);

/** Renames a preset, changes its settings, or both. */
export const changePresetAction = callerAction(
  { schema: z.object({ id, name: name.optional(), settings: chatSettings.optional() }) },
  async ({ runtime: { database }, caller, input: { id, name, settings } }) => {
    await changePreset(database, caller, { id, ...(name && { name }), ...(settings && { settings }) });
    return { id, presets: await listPresets(database, caller) };
  },
);

export const deletePresetAction = callerAction(
  { schema: z.object({ id }) },
  async ({ runtime: { database }, caller, input }) => {
    await deletePreset(database, caller, input.id);
    return { id: input.id, presets: await listPresets(database, caller) };
  },
);
