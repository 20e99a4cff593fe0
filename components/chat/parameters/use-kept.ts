'use client';
import { useEffect, useState } from 'react';

const KEY = 'a3m:kept-as-it-is';
const MOST = 200;

/** Whether a broken-off answer was left as it is; remembered in this browser. */
export function useKept(id: string): [boolean, () => void] {
  const [isKept, setKept] = useState(false);
  useEffect(() => setKept(readKept().includes(id)), [id]);
  const keep = () => {
    setKept(true);
    try {
      localStorage.setItem(KEY, JSON.stringify([...readKept(), id].slice(-MOST)));
    } catch {
      // Without storage it is asked again after a reload.
    }
  };
  return [isKept, keep];
}

function readKept(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
