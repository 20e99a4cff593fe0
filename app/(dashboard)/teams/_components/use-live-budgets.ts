'use client';
import { useCallback, useEffect, useState } from 'react';
import { startPolling } from '@/components/browser/polling';
import type { BudgetView } from '@/lib/db/budgets/budget-views';

const BUDGETS_MS = 2_000;

export interface LiveBudgets {
  budgets: BudgetView[];
  /** The server's clock when they were read, epoch ms. */
  at: number;
}

export type Connection = 'live' | 'unreachable' | 'signed-out';

/** A team's budgets, polled while the page is visible; the newest reading wins. */
export function useLiveBudgets(teamId: string, initial: LiveBudgets): LiveBudgets & { connection: Connection } {
  const [live, setLive] = useState(initial);
  const [connection, setConnection] = useState<Connection>('live');
  // A newer server rendering is as current as a poll.
  if (initial.at > live.at) setLive(initial);
  const ask = useCallback(
    async (signal: AbortSignal) => {
      const answer = await fetchBudgets(teamId, signal);
      if (signal.aborted) return false;
      setConnection(typeof answer === 'string' ? answer : 'live');
      if (typeof answer !== 'string') setLive((known) => (answer.at >= known.at ? answer : known));
      return answer !== 'signed-out';
    },
    [teamId],
  );
  useEffect(() => startPolling(ask, BUDGETS_MS), [ask]);
  return { ...live, connection };
}

async function fetchBudgets(teamId: string, signal: AbortSignal): Promise<LiveBudgets | 'unreachable' | 'signed-out'> {
  try {
    const url = `/api/teams/budgets?team=${encodeURIComponent(teamId)}`;
    const response = await fetch(url, { cache: 'no-store', signal });
    if (response.status === 401) return 'signed-out';
    return response.ok ? ((await response.json()) as LiveBudgets) : 'unreachable';
  } catch {
    return 'unreachable';
  }
}
