'use client';
import { Diff, Pencil, Square } from 'lucide-react';
import type { Kind } from '@/lib/services/compare/comparison-view';
import { formatPercent } from '../../lib/format';
import { Button } from '../ui/button';
import { Tag } from '../ui/tag';

interface PromptBarProps {
  prompt: string;
  kind: Kind | null;
  isRunning: boolean;
  isDiffOpen: boolean;
  /** Whether there are two answers to compare. */
  canDiff: boolean;
  onEdit: () => void;
  onStopAll: () => void;
  onDiff: () => void;
}

/** The prompt, its category, and the actions on all columns. */
export function PromptBar(props: PromptBarProps) {
  const { prompt, kind, isRunning, isDiffOpen, canDiff, onEdit, onStopAll, onDiff } = props;
  return (
    <section
      aria-label="Prompt"
      className="flex items-center gap-3 rounded-lg border border-line bg-surface py-2 pr-2 pl-4 shadow-card max-[640px]:py-3 max-[640px]:pr-4"
    >
      <p
        title={prompt}
        className="line-clamp-2 min-w-0 flex-1 text-body whitespace-pre-line wrap-anywhere max-[640px]:line-clamp-4"
      >
        {prompt}
      </p>
      {kind && (
        <span className="shrink-0 max-[640px]:hidden">
          <Tag tone="accent">
            {kind.category} {formatPercent(kind.confidence)}
          </Tag>
        </span>
      )}
      <Button variant="ghost" size="small" onClick={onEdit} aria-label="Edit" disabled={isRunning}>
        <Pencil size={14} /> <span className="max-[640px]:hidden">Edit</span>
      </Button>
      {isRunning ? (
        <Button size="small" onClick={onStopAll} aria-label="Stop all" className="max-[640px]:size-11">
          <Square size={14} /> <span className="max-[640px]:hidden">Stop all</span>
        </Button>
      ) : (
        <Button
          size="small"
          aria-label="Word diff"
          aria-pressed={isDiffOpen}
          disabled={!canDiff}
          onClick={onDiff}
          className="max-[640px]:size-11"
        >
          <Diff size={14} /> <span className="max-[640px]:hidden">Word diff</span>
        </Button>
      )}
    </section>
  );
}
