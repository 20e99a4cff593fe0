'use client';
import { useEffect, useState } from 'react';

const TICK_MS = 200;

/** Elapsed time in ms, updated a few times per second. */
export function useElapsed(since: number | null): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    if (since === null) return;
    const tick = () => setNow(performance.now());
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [since]);
  return since === null || now === null ? null : Math.max(0, now - since);
}

/** `4.1 s`, counting. */
export function ElapsedTime({ since }: { since: number }) {
  return <>{((useElapsed(since) ?? 0) / 1000).toFixed(1)} s</>;
}
