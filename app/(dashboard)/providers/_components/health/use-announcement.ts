'use client';
import { useEffect, useRef, useState } from 'react';
import { findBreakerState, type LiveStates } from '@/components/models/live-states';

/** Announces breaker changes to screen readers, without the countdown. */
export function useAnnouncement(states: LiveStates): string {
  const known = useRef(states);
  const [sentence, setSentence] = useState('');
  useEffect(() => {
    const changes = describeChangedBreakers(known.current, states);
    known.current = states;
    if (changes.length > 0) setSentence(`${changes.join(', ')}.`);
  }, [states]);
  return sentence;
}

/** `Breaker of sandbox/tern-small is open`, for each breaker that changed state. */
export function describeChangedBreakers(before: LiveStates, after: LiveStates): string[] {
  const models = new Set([...Object.keys(before.breakers), ...Object.keys(after.breakers)]);
  return [...models]
    .filter((model) => findBreakerState(before, model).state !== findBreakerState(after, model).state)
    .map((model) => `Breaker of ${model} is ${findBreakerState(after, model).state}`);
}
