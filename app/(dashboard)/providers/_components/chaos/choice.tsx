import { useId } from 'react';
import { classNames } from '@/components/ui/class-names';

interface ChoiceProps {
  label: string;
  value: string;
  options: string[][];
  onChange: (value: string) => void;
  isWide?: boolean;
}

/** A labelled select. */
export function Choice({ label, value, options, onChange, isWide = false }: ChoiceProps) {
  const id = useId();
  return (
    <div
      className={classNames(
        'flex flex-col gap-1.5',
        isWide ? 'w-72 max-[640px]:w-full' : 'w-44 max-[640px]:w-[calc(50%-6px)]',
      )}
    >
      <label htmlFor={id} className="text-meta font-medium">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 w-full rounded-md border border-line-input bg-control px-2 pointer-coarse:h-11"
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
