'use client';
import { Slider } from 'radix-ui';
import type { PolicyWeight } from '@/lib/services/chat/parameters';
import { ResetButton } from './parameter-slider';

interface PolicySliderProps {
  policy: PolicyWeight | null;
  /** Null for the policy's own weight. */
  weight: number | null;
  onChange: (weight: number | null) => void;
}

/** Quality weight for this chat only. A tick marks the policy's own weight. */
export function PolicySlider({ policy, weight, onChange }: PolicySliderProps) {
  const saved = policy?.qualityWeight ?? null;
  const value = weight ?? saved ?? 0.5;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex min-h-6 items-center gap-1">
        <span className="flex-1 text-meta font-medium">Policy</span>
        {weight !== null && policy && <ResetButton label="Reset policy" onClick={() => onChange(null)} />}
        <span className="text-ui tabular">
          {policy ? (
            <>
              {weight === null ? policy.name : 'this chat'} <span className="text-text-3">· {value.toFixed(2)}</span>
            </>
          ) : (
            <span className="text-text-3">a model is pinned</span>
          )}
        </span>
      </div>
      <Slider.Root
        value={[Math.round(value * 100)]}
        min={0}
        max={100}
        step={1}
        disabled={!policy}
        onValueChange={([next = 0]) => onChange(next / 100)}
        className="touch-target relative flex h-4 w-full touch-none items-center select-none"
      >
        <Slider.Track className="relative h-1 flex-1 rounded-full bg-surface-3 shadow-[inset_0_0_0_1px_var(--border)]">
          <Slider.Range className="absolute h-full rounded-full bg-accent data-[disabled]:bg-transparent" />
        </Slider.Track>
        {saved !== null && (
          <span
            aria-hidden
            title={`${policy?.name}: ${saved.toFixed(2)}`}
            className="absolute h-3 w-0.5 -translate-x-1/2 rounded-full bg-text"
            style={{ left: `${saved * 100}%` }}
          />
        )}
        <Slider.Thumb
          aria-label="Quality weight"
          aria-valuetext={saved === null ? 'a model is pinned' : `${value.toFixed(2)}, saved ${saved.toFixed(2)}`}
          className="block size-4 rounded-full border border-line-strong bg-white shadow-sm data-[disabled]:opacity-40"
        />
      </Slider.Root>
      <div className="flex justify-between text-micro text-text-3">
        <span>Cheapest</span>
        <span>Best</span>
      </div>
    </div>
  );
}
