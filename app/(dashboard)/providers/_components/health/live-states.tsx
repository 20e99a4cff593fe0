'use client';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { LiveStates } from '@/components/models/live-states';
import { type Live, useLiveStates } from './use-live-states';

const LiveContext = createContext<Live | null>(null);

/** Shares one polling loop among all cards of the page. */
export function LiveStatesProvider({ initial, children }: { initial: LiveStates; children: ReactNode }) {
  return <LiveContext value={useLiveStates(initial)}>{children}</LiveContext>;
}

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error('useLive belongs inside of a LiveStatesProvider.');
  return live;
}

const TICK_MS = 1_000;

/** The server's clock. It ticks every second while something counts down. */
export function useServerNow(states: LiveStates): number {
  const [received, setReceived] = useState({ at: states.at, here: 0 });
  const [here, setHere] = useState(0);
  if (states.at !== received.at) setReceived({ at: states.at, here });
  const counts = Object.values(states.breakers).some((breaker) => 'until' in breaker);
  useEffect(() => {
    if (!counts) return;
    const timer = setInterval(() => setHere((ms) => ms + TICK_MS), TICK_MS);
    return () => clearInterval(timer);
  }, [counts]);
  return received.at + here - received.here;
}
