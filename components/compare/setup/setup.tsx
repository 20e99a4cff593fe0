'use client';
import { Play, Plus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { formatUsd } from '@/lib/format';
import type { EstimateView } from '@/lib/services/compare/comparison-view';
import type { Draft } from '@/lib/services/compare/first-draft';
import type { PickableModel } from '@/lib/services/routing/pickable-models';
import { Button } from '../../ui/button';
import { columnGridClass } from '../columns/column-grid';
import { type CompareActions, FEWEST_COLUMNS, MOST_COLUMNS } from '../types';
import { ColumnSetup } from './column-setup';

interface SetupProps {
  draft: Draft;
  models: PickableModel[];
  isBusy: boolean;
  onChange: (draft: Draft) => void;
  onRun: () => void;
  /** Back to the previous run; null if there is none. */
  onCancel: (() => void) | null;
  onEstimate: CompareActions['onEstimate'];
}

/** Prompt and columns before the run. */
export function Setup({ draft, models, isBusy, onChange, onRun, onCancel, onEstimate }: SetupProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const estimate = useEstimate(draft, onEstimate);
  const { columns, prompt } = draft;
  useEffect(() => area.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && onCancel) onCancel();
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    onRun();
  };
  return (
    <>
      <form
        className="rounded-xl border border-line-input bg-control py-2 pr-2 pl-4 shadow-sm focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus"
        onSubmit={(event) => {
          event.preventDefault();
          onRun();
        }}
      >
        <textarea
          ref={area}
          rows={3}
          value={prompt}
          maxLength={100_000}
          onChange={(event) => onChange({ ...draft, prompt: event.target.value })}
          onKeyDown={onKeyDown}
          placeholder="Enter a prompt for all columns"
          aria-label="Prompt"
          className="block max-h-[40vh] w-full resize-y bg-transparent text-body outline-none placeholder:text-text-3"
        />
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <p className="mr-auto text-meta text-text-3 tabular">{formatEstimate(estimate)}</p>
          {onCancel && (
            <Button variant="ghost" size="small" onClick={onCancel}>
              Cancel
            </Button>
          )}
          {columns.length < MOST_COLUMNS && (
            <Button
              variant="ghost"
              size="small"
              onClick={() => onChange({ ...draft, columns: [...columns, ...columns.slice(-1)] })}
            >
              <Plus size={14} /> Add column
            </Button>
          )}
          <Button type="submit" variant="primary" size="small" disabled={isBusy || !prompt.trim()}>
            <Play size={14} /> Run
          </Button>
          <RunKeys />
        </div>
      </form>
      <div className={columnGridClass(columns.length)}>
        {columns.map((settings, place) => (
          <ColumnSetup
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is identified by its position; the count changes on removal.
            key={`${columns.length} ${place}`}
            place={place}
            settings={settings}
            models={models}
            onChange={(changed) =>
              onChange({ ...draft, columns: columns.map((one, i) => (i === place ? changed : one)) })
            }
            onRemove={
              columns.length > FEWEST_COLUMNS
                ? () => onChange({ ...draft, columns: columns.filter((_, i) => i !== place) })
                : undefined
            }
          />
        ))}
      </div>
    </>
  );
}

export function RunKeys() {
  return (
    <span aria-hidden className="flex gap-1 max-[640px]:hidden">
      {['⌘', '↵'].map((key) => (
        <kbd
          key={key}
          className="min-w-[18px] rounded-sm border border-line bg-surface px-1 text-center font-sans text-micro font-medium text-text-3"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}

const PAUSE_MS = 500;

/** The estimated cost of a run, requested when typing pauses. */
function useEstimate({ columns, prompt }: Draft, onEstimate: CompareActions['onEstimate']): EstimateView | null {
  const [estimate, setEstimate] = useState<EstimateView | null>(null);
  useEffect(() => {
    if (!prompt.trim()) return setEstimate(null);
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const result = await onEstimate({ columns, promptsJson: JSON.stringify([prompt]) }).catch(() => null);
      if (isCurrent) setEstimate(result?.ok ? result.value : null);
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [columns, prompt, onEstimate]);
  return estimate;
}

export function formatEstimate(estimate: EstimateView | null): string {
  if (!estimate) return '';
  if (estimate.problem) return estimate.problem;
  const rest = estimate.unpriced > 0 ? `, plus ${estimate.unpriced} unpriced` : '';
  return `est. ${formatUsd(estimate.costNanoUsd)}${rest}`;
}
