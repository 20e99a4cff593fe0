'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ChatSettings } from '@/lib/chat-settings';
import { isSameSettings } from '../parameters/presets';

const NEW_CHAT = 'new';

type Change = (next: string | ((current: string) => string)) => void;

/** The draft, stored in this browser for each conversation, and one for new conversations. */
export function useDraft(conversationId: string, isNew: boolean): [string, Change] {
  const [draft, setDraft] = useState('');
  const latest = useRef(draft);
  const place = useStoredText(`a3m:draft:${isNew ? NEW_CHAT : conversationId}`);

  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, when the conversation opens.
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

/** Puts unsent text above what was typed since. */
export function prependUnsent(returned: string, written: string): string {
  return [returned, written].filter((text) => text.trim()).join('\n\n');
}

/**
 * Settings of the next question, initially those on the server. Changes that were not sent yet are stored in this
 * browser for this conversation only; new conversations start with the defaults.
 */
export function useSettings(conversationId: string, stored: ChatSettings) {
  const [settings, setSettings] = useState(stored);
  const latest = useRef(stored);
  /** The settings on the server. */
  const base = useRef(stored);
  const place = useStoredText(`a3m:settings:${conversationId}`);

  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, when the conversation opens.
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
  /** A turn was stored with these settings. */
  const noteStored = (asked: ChatSettings) => {
    base.current = asked;
    place.write(serializeDraftSettings(latest.current, asked));
  };
  return { settings, setSettings: change, noteStored };
}

/** Changed settings with the ones they were changed from; empty when nothing was changed. */
export function serializeDraftSettings(settings: ChatSettings, from: ChatSettings): string {
  return isSameSettings(settings, from) ? '' : JSON.stringify({ settings, from });
}

/** Null when the stored settings are unreadable, or were changed from others than the server has now. */
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

/** Whether a value has all fields of settings with the right types; numbers may be null. */
function hasSettingsShape(settings: ChatSettings, value: unknown): value is ChatSettings {
  const kindOf = (one: unknown) => (one === null ? 'number' : typeof one);
  const fields = Object(value) as Record<string, unknown>;
  return Object.entries(settings).every(([key, one]) => kindOf(fields[key]) === kindOf(one));
}

/** A text in local storage. When its key changes, the text moves with it. */
function useStoredText(key: string) {
  const keyNow = useRef(key);
  // The key changes when the first question is sent, and back when it is refused.
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

/** Storage may be full or blocked; the text is then not stored. */
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
