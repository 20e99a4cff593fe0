'use client';
import { useState } from 'react';
import { findBreakerState } from '@/components/models/live-states';
import { type ModelHealth, modelsToShow } from './health';
import type { ProviderRowsProps } from './health-rows';

export interface ProviderRows {
  isExpanded: boolean;
  toggle: () => void;
  models: ModelHealth[];
  /** Number of models hidden at first. */
  hidden: number;
  isAll: boolean;
  showAll: (isAll: boolean) => void;
}

/** Decides which models of a provider have a row. */
export function useProviderRows({ health, states, isExpanded, toggle }: ProviderRowsProps): ProviderRows {
  const [isAll, showAll] = useState(false);
  const few = modelsToShow(health.models, (id) => findBreakerState(states, id));
  return {
    isExpanded: isExpanded(health),
    toggle: () => toggle(health),
    models: isAll ? health.models : few,
    hidden: health.models.length - few.length,
    isAll,
    showAll,
  };
}
