'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { startPolling } from '../browser/polling';
import type { AlertNotification, OnSeen } from './notifications';

const POLL_MS = 30_000;

/** The alerts that the user has not dismissed, polled while the page is visible. */
export function useNotifications(initial: AlertNotification[], onSeen: OnSeen) {
  const [alerts, setAlerts] = useState(initial);
  // A response that was in flight may still contain alerts that were dismissed meanwhile.
  const dismissed = useRef(new Set<string>());
  const ask = useCallback(async (signal?: AbortSignal): Promise<boolean> => {
    const answer = await fetchAlerts(signal);
    if (Array.isArray(answer) && !signal?.aborted) setAlerts(answer.filter(({ id }) => !dismissed.current.has(id)));
    return answer !== 'signed-out';
  }, []);
  useEffect(() => startPolling(ask, POLL_MS), [ask]);

  const dismiss = async (removed: AlertNotification[]) => {
    const ids = removed.map(({ id }) => id);
    for (const id of ids) dismissed.current.add(id);
    setAlerts((known) => known.filter(({ id }) => !ids.includes(id)));
    const isSaved = await onSeen({ ids }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isSaved) return;
    for (const id of ids) dismissed.current.delete(id);
    void ask();
  };
  return { alerts, dismiss };
}

async function fetchAlerts(signal?: AbortSignal): Promise<AlertNotification[] | 'unreachable' | 'signed-out'> {
  try {
    const response = await fetch('/api/alerts', { cache: 'no-store', ...(signal && { signal }) });
    if (response.status === 401) return 'signed-out';
    return response.ok ? ((await response.json()) as { alerts: AlertNotification[] }).alerts : 'unreachable';
  } catch {
    return 'unreachable';
  }
}
