'use client';
import { RotateCcw } from 'lucide-react';
import { Slider } from 'radix-ui';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';

export interface SliderScale {
  /** Places on the slider, 0 to `steps`. */
  steps: number;
  toPlace: (value: number) => number;
  toValue: (place: number) => number;
}

interface ParameterSliderProps {
  label: string;
  /** Null for the model's default. */
  value: number | null;
  scale: SliderScale;
  /** Parses the typed text; null when invalid. */
  parse: (typed: string) => number | null;
  /** Shown when the typed value is invalid. */
  rule: string;
  format: (value: number) => string;
  onChange: (value: number | null) => void;
}

/** An optional number, as a slider and a text field. */
export function ParameterSlider(props: ParameterSliderProps) {
  const { label, value, scale, rule, format, onChange } = props;
  const id = useId();
  const { typed, isWrong, onType, onLeave } = useTyped(props);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-1">
        <label htmlFor={id} className="flex-1 text-meta font-medium">
          {label}
        </label>
        {value !== null && <ResetButton label={`Reset ${label.toLowerCase()}`} onClick={() => onChange(null)} />}
        <input
          id={id}
          inputMode="decimal"
          value={typed}
          placeholder="model default"
          aria-invalid={isWrong || undefined}
          aria-describedby={isWrong ? `${id}-rule` : undefined}
          onChange={(event) => onType(event.target.value)}
          onBlur={onLeave}
          onKeyDown={(event: KeyboardEvent) => event.key === 'Enter' && onLeave()}
          className={classNames(
            '-mr-1.5 h-6 rounded-sm border bg-transparent px-1.5 text-right text-ui tabular placeholder:text-text-3 hover:border-line-input focus:border-line-input pointer-coarse:h-11',
            value === null && typed === '' ? 'w-[132px]' : 'w-[72px]',
            isWrong ? 'border-danger' : 'border-transparent',
          )}
        />
      </div>
      <Slider.Root
        value={[value === null ? scale.steps / 2 : scale.toPlace(value)]}
        min={0}
        max={scale.steps}
        step={1}
        onValueChange={([place = 0]) => onChange(scale.toValue(place))}
        className="touch-target relative flex h-4 w-full touch-none items-center select-none"
      >
        <Slider.Track className="relative h-1 flex-1 rounded-full bg-surface-3 shadow-[inset_0_0_0_1px_var(--border)]">
          <Slider.Range className={classNames('absolute h-full rounded-full', value !== null && 'bg-accent')} />
        </Slider.Track>
        <Slider.Thumb
          aria-label={`${label}, slider`}
          aria-valuetext={value === null ? 'model default' : format(value)}
          className={classNames(
            'block size-4 rounded-full border border-line-strong bg-white shadow-sm',
            value === null && 'opacity-50',
          )}
        />
      </Slider.Root>
      {isWrong && (
        <p id={`${id}-rule`} className="text-meta text-danger-text">
          {rule}
        </p>
      )}
    </div>
  );
}

export function ResetButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button variant="ghost" size="tiny" isIcon aria-label={label} title={label} onClick={onClick}>
      <RotateCcw size={12} />
    </Button>
  );
}

/** Valid input applies while typing and is formatted on blur. */
function useTyped({ value, parse, format, onChange }: ParameterSliderProps) {
  const shown = value === null ? '' : format(value);
  const [typed, setTyped] = useState(shown);
  const [isWrong, setWrong] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a value set elsewhere replaces the typed text.
  useEffect(() => {
    if (parse(typed) === value && typed !== '') return;
    setTyped(shown);
    setWrong(false);
  }, [value]);
  return {
    typed,
    isWrong,
    onType: (next: string) => {
      setTyped(next);
      const parsed = parse(next);
      setWrong(parsed === null && next.trim() !== '');
      if (parsed !== null || next.trim() === '') onChange(parsed);
    },
    onLeave: () => {
      setTyped(shown);
      setWrong(false);
    },
  };
}
