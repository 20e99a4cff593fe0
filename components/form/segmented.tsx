'use client';
import { RadioGroup } from 'radix-ui';
import { classNames } from '../ui/class-names';

export interface SegmentedOption<Value extends string> {
  value: Value;
  label: string;
  /** Shown where the nearest `@container` is narrower than 560 px. */
  short?: string;
}

interface SegmentedProps<Value extends string> {
  /** Accessible name. */
  label: string;
  options: readonly SegmentedOption<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}

/** A segmented control; arrow keys select. Options wrap on narrow screens. */
export function Segmented<Value extends string>({ label, options, value, onChange }: SegmentedProps<Value>) {
  return (
    <RadioGroup.Root
      aria-label={label}
      orientation="horizontal"
      value={value}
      onValueChange={(chosen) => onChange(chosen as Value)}
      className="inline-flex max-w-full flex-wrap gap-0.5 rounded-md bg-surface-3 p-0.5"
    >
      {options.map((option) => (
        <Segment key={option.value} option={option} isOn={option.value === value} />
      ))}
    </RadioGroup.Root>
  );
}

/** On touch screens the segment itself grows: a larger hit area would overlap the line above when options wrap. */
function Segment({ option, isOn }: { option: SegmentedOption<string>; isOn: boolean }) {
  const { value, label, short } = option;
  return (
    <RadioGroup.Item
      value={value}
      aria-label={label}
      className={classNames(
        'inline-flex h-6 items-center rounded-[5px] px-2 text-meta font-medium whitespace-nowrap pointer-coarse:h-11',
        isOn ? 'bg-thumb text-text shadow-[var(--shadow-xs),0_0_0_1px_var(--border)]' : 'text-text-2 hover:text-text',
      )}
    >
      <span className={classNames(short !== undefined && '@max-[560px]:hidden')}>{label}</span>
      {short !== undefined && <span className="hidden @max-[560px]:inline">{short}</span>}
    </RadioGroup.Item>
  );
}
