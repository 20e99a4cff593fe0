import { ChevronsUpDown } from 'lucide-react';
import { type ReactNode, type SelectHTMLAttributes, useId } from 'react';
import { classNames } from '../ui/class-names';

interface SelectFieldProps extends SelectHTMLAttributes<HTMLSelectElement> {
  label: string;
  /** Visually hides the label. */
  isBare?: boolean;
  error?: string | null;
  help?: ReactNode;
}

/** A labelled native select. */
export function SelectField({ label, isBare = false, error, help, className, children, ...select }: SelectFieldProps) {
  const id = useId();
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1.5', className)}>
      <label htmlFor={id} className={isBare ? 'sr-only' : 'text-meta font-medium'}>
        {label}
      </label>
      <span className="relative block">
        <select
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={error || help ? `${id}-hint` : undefined}
          className="h-8 w-full appearance-none truncate rounded-md border border-line-input bg-control pr-8 pl-2.5 text-ui disabled:bg-surface-2 disabled:text-text-2 pointer-coarse:h-11"
          {...select}
        >
          {children}
        </select>
        <ChevronsUpDown
          size={14}
          className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-text-3"
        />
      </span>
      {(error || help) && (
        <p id={`${id}-hint`} className={classNames('text-meta', error ? 'text-danger-text' : 'text-text-3')}>
          {error ?? help}
        </p>
      )}
    </div>
  );
}
