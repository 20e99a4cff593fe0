'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { startPolling } from '../browser/polling';
import type { AlertNews, OnSeen } from './notifications';

const NEWS_MS = 30_000;

/** The alerts that somebody has not put away, asked for now and then while the page is in view. */
export function useNews(initial: AlertNews[], onSeen: OnSeen) {
  const [news, setNews] = useState(initial);
  // What was put away here may still be in an answer that was under way.
  const away = useRef(new Set<string>());
  const ask = useCallback(async (signal?: AbortSignal): Promise<boolean> => {
    const answer = await askForNews(signal);
    if (Array.isArray(answer) && !signal?.aborted) setNews(answer.filter(({ id }) => !away.current.has(id)));
    return answer !== 'signed-out';
  }, []);
  useEffect(() => startPolling(ask, NEWS_MS), [ask]);

  const putAway = async (gone: AlertNews[]) => {
    const ids = gone.map(({ id }) => id);
    for (const id of ids) away.current.add(id);
    setNews((known) => known.filter(({ id }) => !ids.includes(id)));
    const isKept = await onSeen({ ids }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isKept) return;
    for (const id of ids) away.current.delete(id);
    void ask();
  };
  return { news, putAway };
}

async function askForNews(signal?: AbortSignal): Promise<AlertNews[] | 'away' | 'signed-out'> {
  try {
    const response = await fetch('/api/alerts', { cache: 'no-store', ...(signal && { signal }) });
    if (response.status === 401) return 'signed-out';
    return response.ok ? ((await response.json()) as { alerts: AlertNews[] }).alerts : 'away';
  } catch {
    return 'away';
  }
}
