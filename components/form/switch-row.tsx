'use client';
import { Switch } from 'radix-ui';
import { type ReactNode, useId } from 'react';

interface SwitchRowProps {
  label: string;
  help?: ReactNode;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

/** A labelled switch that takes effect immediately. */
export function SwitchRow({ label, help, isOn, onChange }: SwitchRowProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <div className="flex min-h-5 items-center gap-3 pointer-coarse:min-h-11">
        <label htmlFor={id} className="flex-1 cursor-pointer text-meta font-medium">
          {label}
        </label>
        <Switch.Root
          id={id}
          checked={isOn}
          onCheckedChange={onChange}
          aria-describedby={help ? `${id}-help` : undefined}
          className="touch-target h-4 w-7 shrink-0 rounded-full bg-line-input transition-colors duration-[var(--t-fast)] data-[state=checked]:bg-accent"
        >
          <Switch.Thumb className="block size-3 translate-x-0.5 rounded-full bg-white shadow-xs transition-transform duration-[var(--t-fast)] data-[state=checked]:translate-x-3.5" />
        </Switch.Root>
      </div>
      {help && (
        <p id={`${id}-help`} className="text-meta text-pretty text-text-3">
          {help}
        </p>
      )}
    </div>
  );
}
