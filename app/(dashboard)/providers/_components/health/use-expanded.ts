'use client';
import { useState } from 'react';
import { findBreakerState, type LiveStates } from '@/components/models/live-states';
import type { ProviderHealth } from './health';

/** Expands providers with a tripped breaker, and a single provider; the user's choice takes precedence. */
export function useExpanded(providers: ProviderHealth[], states: LiveStates) {
  const [chosen, setChosen] = useState<Record<string, boolean>>({});
  const isInTrouble = ({ models }: ProviderHealth) =>
    models.some(({ id }) => findBreakerState(states, id).state !== 'closed');
  const isExpanded = (one: ProviderHealth) => chosen[one.provider] ?? (providers.length === 1 || isInTrouble(one));
  const toggle = (one: ProviderHealth) => setChosen({ ...chosen, [one.provider]: !isExpanded(one) });
  return { isExpanded, toggle };
}
