'use client';
import { useState } from 'react';
import type { LiveAnswer } from '@/components/models/live-states';
import { useLive } from './live-states';

const NO_ANSWER = 'The server did not answer. Try again.';

/** Runs actions that return new states, with their pending and error state. */
export function useLiveAction() {
  const { adopt } = useLive();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const run = async (action: () => Promise<LiveAnswer>) => {
    setBusy(true);
    setError(null);
    const result = await action().catch(() => ({ ok: false as const, message: NO_ANSWER }));
    setBusy(false);
    if (result.ok) adopt(result.value);
    else setError(result.message);
  };
  return { run, isBusy, error };
}
