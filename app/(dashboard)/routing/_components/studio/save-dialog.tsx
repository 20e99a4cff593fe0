'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Problem } from '@/components/ui/problem';
import type { Change } from './policy';

interface SaveDialogProps {
  version: number;
  changes: Change[];
  /** Never saved before, so it can be saved without changes. */
  isNew: boolean;
  /** Why it cannot be saved; null when it can. */
  problem: string | null;
  onSave: () => Promise<{ ok: boolean; message?: string }>;
}

/** Shows the changes before they take effect for the whole workspace. */
export function SaveDialog({ version, changes, isNew, problem, onSave }: SaveDialogProps) {
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const save = async () => {
    setBusy(true);
    const result = await onSave();
    setBusy(false);
    if (result.ok) setOpen(false);
    else setError(result.message ?? 'The policy could not be saved. Try again.');
  };
  return (
    <Dialog
      title={`Save version ${version}`}
      purpose="Applies to new requests in the whole workspace. You can restore older versions."
      isOpen={isOpen}
      onOpenChange={(next) => {
        setOpen(next);
        setError(null);
      }}
      trigger={
        <Button variant="primary" disabled={changes.length === 0 && !isNew}>
          Review and save v{version}
        </Button>
      }
    >
      {changes.length === 0 && <p className="text-text-2">Same as the current workspace policy.</p>}
      <ul className="flex flex-col">
        {changes.map(({ what, from, to }) => (
          <li key={what} className="flex flex-wrap gap-x-3 border-t border-line-subtle py-2 first:border-t-0">
            <span className="w-40 shrink-0 text-text-2">{what}</span>
            <span className="min-w-0 flex-1 tabular">
              <span className="text-text-3">{from} → </span>
              <b className="font-medium">{to}</b>
            </span>
          </li>
        ))}
      </ul>
      {(error ?? problem) && (
        <div className="mt-3">
          <Problem>{error ?? problem}</Problem>
        </div>
      )}
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={() => setOpen(false)}>Cancel</Button>
        <Button variant="primary" onClick={save} disabled={isBusy || problem !== null}>
          {isBusy ? 'Saving …' : `Save version ${version}`}
        </Button>
      </div>
    </Dialog>
  );
}
