'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ChatSettings } from '@/lib/chat-settings';
import { isSameSettings } from '../parameters/presets';

const NEW_CHAT = 'new';

type Change = (next: string | ((current: string) => string)) => void;

/** What is being written, kept in this browser for each conversation, and for the one not begun yet. */
export function useDraft(conversationId: string, isNew: boolean): [string, Change] {
  const [draft, setDraft] = useState('');
  const latest = useRef(draft);
  const place = useStoredText(`a3m:draft:${isNew ? NEW_CHAT : conversationId}`);

  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, when the conversation is opened.
  useEffect(() => {
    const kept = place.read();
    if (kept) change((current) => current || kept);
  }, [conversationId]);

  const change: Change = (next) => {
    latest.current = typeof next === 'function' ? next(latest.current) : next;
    setDraft(latest.current);
    place.write(latest.current);
  };
  return [draft, change];
}

/** What could not be sent stands before what was written since. */
export function prependUnsent(returned: string, written: string): string {
  return [returned, written].filter((text) => text.trim()).join('\n\n');
}

/**
 * What the next question is asked with, beginning as the server has it. What was changed and not asked with yet is kept
 * in this browser, for this conversation alone: another one not begun yet begins as all do.
 */
export function useSettings(conversationId: string, stored: ChatSettings) {
  const [settings, setSettings] = useState(stored);
  const latest = useRef(stored);
  /** As the server has them by now. */
  const base = useRef(stored);
  const place = useStoredText(`a3m:settings:${conversationId}`);

  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, when the conversation is opened.
  useEffect(() => {
    const kept = parseDraftSettings(place.read(), stored);
    if (kept) change(kept);
    else place.write('');
  }, [conversationId]);

  const change = (next: ChatSettings) => {
    latest.current = next;
    setSettings(next);
    place.write(serializeDraftSettings(next, base.current));
  };
  /** A turn was stored, and these with it. */
  const noteStored = (asked: ChatSettings) => {
    base.current = asked;
    place.write(serializeDraftSettings(latest.current, asked));
  };
  return { settings, setSettings: change, noteStored };
}

/** Settings as they are kept, with what they were changed from; nothing where nothing was changed. */
export function serializeDraftSettings(settings: ChatSettings, from: ChatSettings): string {
  return isSameSettings(settings, from) ? '' : JSON.stringify({ settings, from });
}

/** Kept settings; null when they cannot be read, or were changed from others than the server has now. */
export function parseDraftSettings(kept: string, stored: ChatSettings): ChatSettings | null {
  try {
    const { settings, from } = JSON.parse(kept) as { settings: unknown; from: unknown };
    return hasSettingsShape(stored, from) && isSameSettings(stored, from) && hasSettingsShape(stored, settings)
      ? settings
      : null;
  } catch {
    return null;
  }
}

/** Whether a value has the fields of settings, each of its kind; a number may be left out as null. */
function hasSettingsShape(settings: ChatSettings, value: unknown): value is ChatSettings {
  const kindOf = (one: unknown) => (one === null ? 'number' : typeof one);
  const fields = Object(value) as Record<string, unknown>;
  return Object.entries(settings).every(([key, one]) => kindOf(fields[key]) === kindOf(one));
}

/** A place in this browser. What is kept there goes with it when its name changes. */
function useStoredText(key: string) {
  const keyNow = useRef(key);
  // A chat begins with its first question, and is not begun again when that is refused.
  useEffect(() => {
    if (keyNow.current === key) return;
    write(key, read(keyNow.current));
    write(keyNow.current, '');
    keyNow.current = key;
  }, [key]);
  return useMemo(
    () => ({ read: () => read(keyNow.current), write: (text: string) => write(keyNow.current, text) }),
    [],
  );
}

/** Storage may be full or forbidden; what is kept is then as fleeting as it was. */
function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function write(key: string, text: string): void {
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  } catch {
    // See above.
  }
}
