'use client';
import type { ReactNode } from 'react';
import { findBreakerState, type LiveAnswer } from '@/components/models/live-states';
import { ModelName } from '@/components/models/model-name';
import { Button } from '@/components/ui/button';
import { modelName } from '@/lib/format';
import { BreakerLine } from '../health/breaker-line';
import { useLive, useServerNow } from '../health/live-states';
import { useLiveAction } from '../health/use-live-action';
import { describeFault, type FaultDescription } from './fault-descriptor';

export type OnSwitchOff = (input: { model: string | null }) => Promise<LiveAnswer>;

interface FaultListProps {
  faults: FaultDescription[];
  /** Null without permission. */
  onSwitchOff: OnSwitchOff | null;
}

/** Active faults with their settings and the state of the breaker. */
export function FaultList({ faults, onSwitchOff }: FaultListProps) {
  const { states } = useLive();
  const now = useServerNow(states);
  if (states.faults.length === 0)
    return <p className="text-text-2">No active faults. All sandbox models respond normally.</p>;
  return (
    <ul aria-label="Active faults" className="flex flex-col">
      {states.faults.map(({ model, fault, parameters }) => {
        const descriptor = faults.find(({ name }) => name === fault);
        return (
          <li
            key={`${model} ${fault}`}
            className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line-subtle py-2 first:border-t-0"
          >
            <span className="w-64 max-[640px]:w-auto max-[640px]:flex-1">
              <ModelName provider="sandbox" name={modelName(model)} />
              <span className="block pl-4 text-meta text-text-2">
                <span className="font-medium text-warn-text">{descriptor?.label ?? fault}</span>
                {', '}
                {describeFault(descriptor, parameters)}
              </span>
            </span>
            <span className="min-w-0 flex-1 tabular max-[640px]:order-1 max-[640px]:basis-full">
              <BreakerLine state={findBreakerState(states, model)} now={now} />
            </span>
            {onSwitchOff && (
              <StopButton label={`Stop the fault on ${modelName(model)}`} onStop={() => onSwitchOff({ model })}>
                Stop
              </StopButton>
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface StopButtonProps {
  label?: string;
  onStop: () => Promise<LiveAnswer>;
  children: ReactNode;
}

/** Ends a fault and shows an error when that fails. */
export function StopButton({ label, onStop, children }: StopButtonProps) {
  const { run, isBusy, error } = useLiveAction();
  return (
    <span className="inline-flex items-center gap-2">
      {error && (
        <span role="alert" className="text-meta text-danger-text">
          {error}
        </span>
      )}
      <Button size="small" onClick={() => run(onStop)} disabled={isBusy} aria-label={label}>
        {children}
      </Button>
    </span>
  );
}
