'use client';
import { Zap } from 'lucide-react';
import type { BreakerState, LiveAnswer } from '@/components/models/live-states';
import { Button } from '@/components/ui/button';
import { useLiveAction } from './use-live-action';

export type OnTryNow = (input: { model: string }) => Promise<LiveAnswer>;

interface TryNowProps {
  /** Catalogue id. */
  model: string;
  state: BreakerState;
  /** Null without permission. */
  onTryNow: OnTryNow | null;
}

/** Lets the next call through an open or cooling breaker immediately. */
export function TryNow({ model, state, onTryNow }: TryNowProps) {
  const { run, isBusy, error } = useLiveAction();
  if ((state.state !== 'open' && state.state !== 'cooling') || !onTryNow) return null;
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-2">
      {error && (
        <span role="alert" className="text-meta whitespace-normal text-danger-text">
          {error}
        </span>
      )}
      <Button
        size="small"
        onClick={() => run(() => onTryNow({ model }))}
        disabled={isBusy}
        title="Lets the next call through"
        aria-label={`Try ${model} now: lets the next call through`}
      >
        <Zap size={14} /> {isBusy ? 'Trying …' : 'Try now'}
      </Button>
    </span>
  );
}
