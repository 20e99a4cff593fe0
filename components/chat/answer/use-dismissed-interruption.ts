'use client';
import { useEffect, useState } from 'react';

const KEY = 'a3m:kept-as-it-is';
const MAX_REMEMBERED = 200;

/** Whether the user dismissed the actions of an interrupted answer; stored in this browser. */
export function useDismissedInterruption(id: string): [boolean, () => void] {
  const [isDismissed, setDismissed] = useState(false);
  useEffect(() => setDismissed(readDismissed().includes(id)), [id]);
  const dismiss = () => {
    setDismissed(true);
    try {
      localStorage.setItem(KEY, JSON.stringify([...readDismissed(), id].slice(-MAX_REMEMBERED)));
    } catch {
      // Without storage the actions return after a reload.
    }
  };
  return [isDismissed, dismiss];
}

function readDismissed(): string[] {
  try {
    const dismissed: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(dismissed) ? dismissed.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
