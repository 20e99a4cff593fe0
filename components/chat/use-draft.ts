'use client';
import { useEffect, useRef, useState } from 'react';

const NEW_CHAT = 'new';

type Change = (next: string | ((current: string) => string)) => void;

/** What is being written, kept in this browser for each conversation, and for the one not begun yet. */
export function useDraft(conversationId: string, isNew: boolean): [string, Change] {
  const [draft, setDraft] = useState('');
  const latest = useRef(draft);
  const key = `a3m:draft:${isNew ? NEW_CHAT : conversationId}`;
  const keyNow = useRef(key);

  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, when the conversation is opened.
  useEffect(() => {
    const kept = read(key);
    if (kept) change((current) => current || kept);
  }, [conversationId]);

  // A chat begins with its first question, and is none again when that is refused: what is written goes with it.
  useEffect(() => {
    if (keyNow.current === key) return;
    write(keyNow.current, '');
    write(key, latest.current);
    keyNow.current = key;
  }, [key]);

  const change: Change = (next) => {
    latest.current = typeof next === 'function' ? next(latest.current) : next;
    setDraft(latest.current);
    write(keyNow.current, latest.current);
  };
  return [draft, change];
}

/** What could not be sent stands before what was written since. */
export function withReturned(returned: string, written: string): string {
  return [returned, written].filter((text) => text.trim()).join('\n\n');
}

/** Storage may be full or forbidden; a draft is then as fleeting as it was. */
function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function write(key: string, draft: string): void {
  try {
    if (draft) localStorage.setItem(key, draft);
    else localStorage.removeItem(key);
  } catch {
    // See above.
  }
}
