'use client';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { startPolling } from '@/components/browser/polling';
import { type LiveStates, toSignature } from '@/components/models/live-states';

const STATES_MS = 3_000;
/** How often the page's figures are refreshed without any change. */
const FIGURES_MS = 30_000;

export type Connection = 'live' | 'unreachable' | 'signed-out';

export interface Live {
  states: LiveStates;
  /** Whether the states are current; `unreachable` keeps polling, `signed-out` stops. */
  connection: Connection;
  /** Takes the states that an action returned. */
  adopt: (states: LiveStates) => void;
  /** Polls immediately. */
  refresh: () => void;
}

/**
 * Polls breakers and faults while the page is visible. The page's figures are refreshed on changes and at longer
 * intervals.
 */
export function useLiveStates(initial: LiveStates): Live {
  const router = useRouter();
  const [states, setStates] = useState(initial);
  const [connection, setConnection] = useState<Connection>('live');
  // A newer server rendering is as current as a poll.
  if (initial.at > states.at) setStates(initial);
  const adopt = useCallback((next: LiveStates) => setStates((known) => (next.at >= known.at ? next : known)), []);

  const ask = useCallback(
    async (signal?: AbortSignal): Promise<boolean> => {
      const answer = await fetchStates(signal);
      if (signal?.aborted) return false;
      setConnection(typeof answer === 'string' ? answer : 'live');
      if (typeof answer !== 'string') adopt(answer);
      return answer !== 'signed-out';
    },
    [adopt],
  );
  useEffect(() => startPolling(ask, STATES_MS), [ask]);
  useEffect(() => {
    const readFigures = async () => {
      router.refresh();
      return true;
    };
    return startPolling(readFigures, FIGURES_MS);
  }, [router]);
  useFiguresOnChange(toSignature(states), router.refresh);

  return { states, connection, adopt, refresh: () => void ask() };
}

async function fetchStates(signal?: AbortSignal): Promise<LiveStates | 'unreachable' | 'signed-out'> {
  try {
    const response = await fetch('/api/providers/states', { cache: 'no-store', ...(signal && { signal }) });
    if (response.status === 401) return 'signed-out';
    return response.ok ? ((await response.json()) as LiveStates) : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

function useFiguresOnChange(signature: string, readFigures: () => void): void {
  const seen = useRef(signature);
  useEffect(() => {
    if (seen.current === signature) return;
    seen.current = signature;
    readFigures();
  }, [signature, readFigures]);
}
