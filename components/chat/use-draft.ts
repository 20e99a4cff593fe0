'use client';
import { useEffect, useRef, useState } from 'react';

const NEW_CHAT = 'new';

/** What is being written, kept in this browser for each conversation, and for the one not begun yet. */
export function useDraft(conversationId: string, isNew: boolean): [string, (draft: string) => void] {
  const [draft, setDraft] = useState('');
  const key = `a3m:draft:${isNew ? NEW_CHAT : conversationId}`;
  const keyNow = useRef(key);
  keyNow.current = key;

  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, when the conversation is opened.
  useEffect(() => {
    const kept = read(keyNow.current);
    if (kept) setDraft((current) => current || kept);
  }, [conversationId]);

  const change = (next: string) => {
    setDraft(next);
    write(keyNow.current, next);
  };
  return [draft, change];
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
