import { CircleAlert } from 'lucide-react';
import type { InputHTMLAttributes, ReactNode } from 'react';
import { useId } from 'react';
import { classNames } from '../ui/class-names';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  help?: ReactNode;
  error?: string | null;
  /** 36 px high, for the sign-in and setup pages. */
  isLarge?: boolean;
  leading?: ReactNode;
  trailing?: ReactNode;
}

/** A labelled input with a help text or an error below. */
export function Field({ label, help, error, isLarge = false, leading, trailing, className, ...input }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-meta font-medium">
        {label}
      </label>
      <div
        className={classNames(
          'flex items-center gap-2 rounded-md border bg-control px-2.5 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus',
          isLarge ? 'h-9' : 'h-8',
          'pointer-coarse:h-11',
          error ? 'border-danger shadow-[0_0_0_3px_var(--danger-bg)]' : 'border-line-input',
        )}
      >
        {leading}
        <input
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={error || help ? hintId : undefined}
          className={classNames(
            'min-w-0 flex-1 bg-transparent text-ui outline-none placeholder:text-text-3',
            className,
          )}
          {...input}
        />
        {trailing}
      </div>
      {(error || help) && (
        <p
          id={hintId}
          className={classNames('flex items-start gap-1.5 text-meta', error ? 'text-danger-text' : 'text-text-3')}
        >
          {error && <CircleAlert size={14} className="mt-px shrink-0" />}
          <span>{error ?? help}</span>
        </p>
      )}
    </div>
  );
}
