'use client';

import { History, Pencil, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Link } from '@/components/ui/link';
import type { ComparisonEntryView } from '@/lib/services/compare/comparison-view';
import { formatAgo } from '../../lib/format';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Problem } from '../ui/problem';
import type { CompareActions } from './types';

type ListActions = Pick<CompareActions, 'onList' | 'onRename' | 'onDelete'>;

/** Previous comparisons: open, rename, delete with undo. */
export function ComparisonList({ onList, onRename, onDelete }: ListActions) {
  const [isOpen, setOpen] = useState(false);
  const [entries, setEntries] = useState<ComparisonEntryView[] | null>(null);
  const [deleted, setDeleted] = useState<ComparisonEntryView | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const load = async () => {
    const result = await onList({}).catch(() => null);
    setProblem(result?.ok ? null : (result?.message ?? 'Could not load your comparisons. Try again.'));
    if (result?.ok) setEntries(result.value);
  };
  const change = async (ask: Promise<{ ok: boolean; message?: string }>) => {
    const result = await ask.catch(() => null);
    await load();
    if (!result?.ok) setProblem(result?.message ?? 'Could not reach the server. Try again.');
  };
  const remove = async (entry: ComparisonEntryView) => {
    await change(onDelete({ id: entry.id, isDeleted: true }));
    setDeleted(entry);
  };
  const restore = async (entry: ComparisonEntryView) => {
    setDeleted(null);
    await change(onDelete({ id: entry.id, isDeleted: false }));
  };
  return (
    <Dialog
      title="Comparisons"
      purpose="Saved automatically. Only you can see them."
      isOpen={isOpen}
      onOpenChange={(opening) => {
        setOpen(opening);
        setDeleted(null);
        if (opening) void load();
      }}
      trigger={
        <Button variant="ghost" isIcon aria-label="Previous comparisons" title="Previous comparisons">
          <History size={16} />
        </Button>
      }
    >
      {problem && <Problem>{problem}</Problem>}
      {deleted && (
        <p role="status" className="mb-2 flex items-center gap-2 rounded-md bg-surface-2 px-3 py-2">
          <span className="min-w-0 flex-1 truncate">Deleted “{deleted.title}”.</span>
          <Button size="small" onClick={() => restore(deleted)}>
            Undo
          </Button>
        </p>
      )}
      {entries === null && !problem && <div aria-hidden className="skeleton h-24" />}
      {entries?.length === 0 && <p className="text-text-2">No comparisons yet. Your first run is saved here.</p>}
      <ul className="-mx-2 flex flex-col">
        {entries?.map((entry) => (
          <Entry
            key={entry.id}
            entry={entry}
            onRename={(title) => change(onRename({ id: entry.id, title }))}
            onDelete={() => remove(entry)}
          />
        ))}
      </ul>
    </Dialog>
  );
}

interface EntryProps {
  entry: ComparisonEntryView;
  onRename: (title: string) => Promise<void>;
  onDelete: () => void;
}

function Entry({ entry: { id, title, at, columns, prompts, votes }, onRename, onDelete }: EntryProps) {
  const [isRenaming, setRenaming] = useState(false);
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get('title') ?? '').trim();
    setRenaming(false);
    if (typed && typed !== title) await onRename(typed);
  };
  if (isRenaming)
    return (
      <li className="px-2 py-1.5">
        <form onSubmit={save} className="flex gap-2">
          <input
            name="title"
            aria-label="Comparison name"
            defaultValue={title}
            maxLength={120}
            // biome-ignore lint/a11y/noAutofocus: the user just opened this field.
            autoFocus
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              setRenaming(false);
            }}
            className="h-8 min-w-0 flex-1 rounded-md border border-line-input bg-control px-2.5 pointer-coarse:h-11"
          />
          <Button type="submit">Save</Button>
        </form>
      </li>
    );
  return (
    <li className="flex min-h-11 items-center gap-1 rounded-md px-2 hover:bg-hover">
      <Link href={`/compare/${id}`} className="min-w-0 flex-1 py-1.5">
        <span className="block truncate">{title}</span>
        <span className="block text-meta text-text-3 tabular">
          {formatAgo(at, Date.now())} · {columns} columns · {prompts} {prompts === 1 ? 'prompt' : 'prompts'} · {votes}{' '}
          {votes === 1 ? 'vote' : 'votes'}
        </span>
      </Link>
      <Button variant="ghost" size="small" isIcon aria-label={`Rename ${title}`} onClick={() => setRenaming(true)}>
        <Pencil size={14} />
      </Button>
      <Button variant="ghost" size="small" isIcon aria-label={`Delete ${title}`} onClick={onDelete}>
        <Trash2 size={14} />
      </Button>
    </li>
  );
}
