'use client';
import { Slider } from 'radix-ui';

interface WeightSliderProps {
  value: number;
  saved: number;
  isDisabled: boolean;
  onChange: (weight: number) => void;
}

/** Weight of quality against cost. A tick marks the saved value. */
export function WeightSlider({ value, saved, isDisabled, onChange }: WeightSliderProps) {
  return (
    <div>
      <div className="flex justify-between text-meta text-text-2">
        <span>Cheapest</span>
        <span>Balanced</span>
        <span>Best</span>
      </div>
      <Slider.Root
        value={[Math.round(value * 100)]}
        min={0}
        max={100}
        step={1}
        disabled={isDisabled}
        onValueChange={([next = 0]) => onChange(next / 100)}
        className="touch-target relative mt-2 flex h-4 w-full touch-none items-center select-none"
      >
        <Slider.Track className="relative h-1 flex-1 rounded-full bg-surface-3 shadow-[inset_0_0_0_1px_var(--border)]">
          <Slider.Range className="absolute h-full rounded-full bg-accent data-[disabled]:bg-line-strong" />
        </Slider.Track>
        <span
          aria-hidden
          className="absolute h-3 w-0.5 -translate-x-1/2 rounded-full bg-text"
          style={{ left: `${saved * 100}%` }}
        />
        <Slider.Thumb
          aria-label="Quality weight"
          aria-valuetext={`${value.toFixed(2)}, saved ${saved.toFixed(2)}`}
          className="block size-4 rounded-full border border-line-strong bg-thumb shadow-sm"
        />
      </Slider.Root>
      <div className="relative mt-1 h-4 text-meta tabular" aria-hidden>
        {value !== saved && (
          <span className="absolute -translate-x-1/2 text-text-3" style={{ left: `${clamped(saved)}%` }}>
            {saved.toFixed(2)}
          </span>
        )}
        <span
          className="absolute -translate-x-1/2 bg-surface px-1 font-semibold"
          style={{ left: `${clamped(value)}%` }}
        >
          {value.toFixed(2)}
        </span>
      </div>
    </div>
  );
}

/** Keeps the label inside the card. */
function clamped(value: number): number {
  return Math.min(96, Math.max(4, value * 100));
}
