'use client';
import { useState } from 'react';
import type { DeadlineSettings } from '@/lib/engine/execute/deadlines';
import {
  type DeadlineForm,
  type DeadlineLimits,
  type DeadlineName,
  hasProblem,
  listChanges,
  type Scope,
  toForm,
  toSettings,
} from './deadlines';

type Answer = { ok: true; value: DeadlineSettings } | { ok: false; message: string };
export type OnSaveDeadlines = (input: { settings: DeadlineSettings; basedOn: DeadlineSettings }) => Promise<Answer>;

/** Result of the last save, and the settings before it for undo. */
interface Done {
  message: string;
  before: DeadlineSettings | null;
}

/** Saved and edited timeouts, with undo of the last save. */
export function useDeadlines(current: DeadlineSettings, limits: DeadlineLimits, onSave: OnSaveDeadlines) {
  const [known, setKnown] = useState(current);
  const [saved, setSaved] = useState(current);
  const [form, setForm] = useState<DeadlineForm>(() => toForm(current));
  const [done, setDone] = useState<Done | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const settings = toSettings(form);
  const isInvalid = hasProblem(form, limits);
  const changes = listChanges(saved, settings);

  const reset = (next: DeadlineSettings) => {
    setSaved(next);
    setForm(toForm(next));
  };
  // Another user saved and the page was refreshed: fields without edits follow.
  if (JSON.stringify(current) !== JSON.stringify(known)) {
    setKnown(current);
    if (JSON.stringify(current) !== JSON.stringify(saved)) {
      setDone(null);
      if (changes.length === 0 && !isInvalid) reset(current);
    }
  }

  const submit = async (next: DeadlineSettings, then: Done) => {
    setBusy(true);
    setError(null);
    const result = await onSave({ settings: next, basedOn: saved }).catch(() => null);
    setBusy(false);
    if (!result?.ok) return setError(result?.message ?? 'The timeouts could not be saved. The server did not answer.');
    reset(result.value);
    setDone(then);
  };
  return {
    form,
    saved,
    settings,
    changes,
    isInvalid,
    isBusy,
    error,
    change: (scope: Scope, name: DeadlineName, text: string) =>
      setForm({ ...form, [scope]: { ...form[scope], [name]: text } }),
    clear: (scope: Scope) => setForm({ ...form, [scope]: {} }),
    clearAll: () => setForm({}),
    discard: () => {
      setForm(toForm(saved));
      setError(null);
    },
    save: () => submit(settings, { message: 'Saved. Applies to new calls.', before: saved }),
    done: done?.message ?? null,
    undo: done?.before ? () => submit(done.before ?? {}, { message: 'Change undone.', before: null }) : null,
  };
}
