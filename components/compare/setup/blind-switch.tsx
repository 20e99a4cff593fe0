'use client';
import { Switch } from 'radix-ui';
import { useId } from 'react';

interface BlindSwitchProps {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  /** Why it is disabled; null if it is not. */
  reason: string | null;
}

/** Hides model, cost and speed until the vote. */
export function BlindSwitch({ isOn, onChange, reason }: BlindSwitchProps) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="flex h-8 items-center gap-2 text-meta text-text-2"
      title={reason ?? 'Hide model names, cost and speed, and shuffle the order, until you vote'}
    >
      Blind
      <Switch.Root
        id={id}
        checked={isOn}
        onCheckedChange={onChange}
        disabled={reason !== null}
        className="touch-target h-4 w-7 shrink-0 rounded-full bg-[var(--border-input)] disabled:opacity-50 data-[state=checked]:bg-accent"
      >
        <Switch.Thumb className="block size-3 translate-x-0.5 rounded-full bg-white transition-transform duration-[var(--t-fast)] data-[state=checked]:translate-x-3.5" />
      </Switch.Root>
    </label>
  );
}
