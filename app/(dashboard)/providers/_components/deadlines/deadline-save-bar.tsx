import { Check, Undo2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Problem } from '@/components/ui/problem';
import { ALL, type DeadlineChange } from './deadlines';
import type { useDeadlines } from './use-deadlines';

/** Summarizes the unsaved changes; after saving, offers to undo them. */
export function DeadlineSaveBar({ draft }: { draft: ReturnType<typeof useDeadlines> }) {
  const { changes, isInvalid, isBusy, error, discard, save, done, undo } = draft;
  const isDirty = changes.length > 0 || isInvalid;
  if (!isDirty && !done && !error) return null;
  return (
    <footer className="flex flex-col gap-3 border-t border-line px-4 py-3">
      {error && <Problem>{error}</Problem>}
      {isDirty ? (
        <div className="flex flex-wrap items-center gap-2">
          <span className="min-w-0 flex-1 basis-52 text-meta text-text-2 tabular">
            {isInvalid ? 'Fix the highlighted fields to save.' : describeChanges(changes)}
          </span>
          <Button onClick={discard}>Discard</Button>
          <Button variant="primary" onClick={save} disabled={isBusy || isInvalid || changes.length === 0}>
            {isBusy ? 'Saving …' : 'Save timeouts'}
          </Button>
        </div>
      ) : (
        done && (
          <div className="flex min-h-8 flex-wrap items-center gap-2">
            <span role="status" className="flex min-w-0 flex-1 items-center gap-1.5 text-text-2">
              <Check size={14} className="text-ok" /> {done}
            </span>
            {undo && (
              <Button onClick={undo} disabled={isBusy}>
                <Undo2 size={14} /> Undo
              </Button>
            )}
          </div>
        )
      )}
    </footer>
  );
}

const NAMED = 3;

function describeChanges(changes: DeadlineChange[]): string {
  const named = changes
    .slice(0, NAMED)
    .map(({ scope, what, from, to }) => `${scope === ALL ? '' : `${scope} `}${what} ${from} → ${to}`);
  const more = changes.length - NAMED;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
