import { type KeyboardEvent, useId } from 'react';
import { classNames } from '@/components/ui/class-names';
import { formatCount } from '@/lib/format';
import { MOST_CHARACTERS, MOST_PROMPTS, type Prompts } from './trial-prompts';

interface PromptFieldProps {
  text: string;
  onChange: (text: string) => void;
  onDecide: () => void;
  parsed: Prompts;
}

/** One prompt per line, with the count or the validation message. ⌘ or Ctrl with Enter submits. */
export function PromptField({ text, onChange, onDecide, parsed: { prompts, problem } }: PromptFieldProps) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    onDecide();
  };
  return (
    <div className="flex flex-col gap-1.5 px-4 pt-3 pb-1">
      <label htmlFor={id} className="text-meta font-medium">
        Prompts, one per line
      </label>
      <textarea
        id={id}
        rows={5}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        aria-invalid={problem ? true : undefined}
        aria-describedby={`${id}-hint`}
        // biome-ignore lint/a11y/noAutofocus: it opens on the user's request.
        autoFocus
        className={classNames(
          'block w-full resize-y rounded-md border bg-control px-2.5 py-1.5 text-ui placeholder:text-text-3 focus-visible:outline-offset-1',
          problem ? 'border-danger shadow-[0_0_0_3px_var(--danger-bg)]' : 'border-line-input',
        )}
      />
      <p id={`${id}-hint`} className="text-meta text-text-3 tabular">
        {formatCount(prompts.length)} of {MOST_PROMPTS} prompts, at most {formatCount(MOST_CHARACTERS)} characters each
      </p>
    </div>
  );
}
