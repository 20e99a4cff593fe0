import { Check, CircleAlert } from 'lucide-react';
import { classNames } from '../ui/class-names';
import type { TaskState } from './use-task';

/** The result of an action, announced to screen readers. */
export function TaskStatus({ message, isOk }: Pick<TaskState, 'message' | 'isOk'>) {
  const Icon = isOk ? Check : CircleAlert;
  return (
    <p
      role={isOk ? 'status' : 'alert'}
      className={classNames(
        // Stays in the document while empty, so that screen readers announce changes.
        message ? 'flex min-w-0 flex-1 basis-60 items-start gap-1.5 py-1.5 text-meta text-pretty' : 'sr-only',
        isOk ? 'text-text-2' : 'text-danger-text',
      )}
    >
      {message && (
        <>
          <Icon size={14} className={classNames('mt-px shrink-0', isOk && 'text-ok')} />
          <span className="min-w-0 break-words">{message}</span>
        </>
      )}
    </p>
  );
}
