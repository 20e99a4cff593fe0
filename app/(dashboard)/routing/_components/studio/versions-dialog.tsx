'use client';
import { History } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Tag } from '@/components/ui/tag';
import { formatMoment } from '@/lib/format';
import { formatCategoryMap, formatCeiling, formatOrder, type PolicyForm } from './policy';

export interface SavedVersion {
  version: number;
  /** ISO, UTC; null for the built-in one. */
  at: string | null;
  by: string | null;
  form: PolicyForm;
}

interface VersionsDialogProps {
  versions: SavedVersion[];
  onRestore: (form: PolicyForm) => void;
}

/** All versions, newest first. Restoring one loads it as the draft. */
export function VersionsDialog({ versions, onRestore }: VersionsDialogProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      title="Versions"
      purpose="Each request records the version it used. Restoring a version loads it as a draft for review."
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <History size={14} /> Versions
        </Button>
      }
    >
      <ul className="flex flex-col">
        {versions.map(({ version, at, by, form }, i) => (
          <li key={version} className="flex items-center gap-3 border-t border-line-subtle py-2 first:border-t-0">
            <span className="w-10 font-medium tabular">v{version}</span>
            <span className="min-w-0 flex-1">
              <span className="block tabular">quality weight {form.qualityWeight.toFixed(2)}</span>
              <span className="block truncate text-meta text-text-3" title={formatCategoryMap(form.categoryMap)}>
                {at ? `${formatMoment(new Date(at))}, ${by ?? 'former member'}` : 'initial version'} · order{' '}
                {formatOrder(form.priorityOrder)} · ceiling {formatCeiling(form.maxCostUsd)}
              </span>
            </span>
            {i === 0 ? (
              <Tag tone="accent">current</Tag>
            ) : (
              <Button
                size="small"
                onClick={() => {
                  onRestore(form);
                  setOpen(false);
                }}
              >
                Restore
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
