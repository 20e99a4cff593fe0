'use client';
import { useState } from 'react';
import { type LiveStates, stateOf } from '@/components/models/live-states';
import type { ProviderHealth } from './health';

/**
 * Which providers show their models: those in trouble and an only one, until somebody decides otherwise for one of them.
 */
export function useExpanded(providers: ProviderHealth[], states: LiveStates) {
  const [chosen, setChosen] = useState<Record<string, boolean>>({});
  const isInTrouble = ({ models }: ProviderHealth) => models.some(({ id }) => stateOf(states, id).state !== 'closed');
  const isExpanded = (one: ProviderHealth) => chosen[one.provider] ?? (providers.length === 1 || isInTrouble(one));
  const toggle = (one: ProviderHealth) => setChosen({ ...chosen, [one.provider]: !isExpanded(one) });
  return { isExpanded, toggle };
}
