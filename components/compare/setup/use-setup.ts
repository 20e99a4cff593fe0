'use client';
import { useState } from 'react';
import type { ColumnSettings, ComparisonView, PromptView } from '@/lib/services/compare/comparison-view';
import type { Draft } from '@/lib/services/compare/first-draft';

interface SetupInput {
  firstDraft: Draft;
  comparison: ComparisonView | null;
  prompt: PromptView | null;
  /** Loads the columns of a blind comparison. */
  onColumns: (id: string) => Promise<ColumnSettings[] | null>;
}

/** Setup of the next comparison: a new one, or the shown one with changes. */
export function useSetup({ firstDraft, comparison, prompt, onColumns }: SetupInput) {
  const [draft, setDraft] = useState(firstDraft);
  const [isSetup, setSetup] = useState(comparison === null);

  const settings = async (): Promise<ColumnSettings[] | null> => {
    if (!comparison) return draft.columns;
    return comparison.columns ?? onColumns(comparison.id);
  };

  const setUp = async (
    text: string,
    change: (columns: ColumnSettings[]) => ColumnSettings[] = (columns) => columns,
  ) => {
    const columns = await settings();
    if (!columns) return;
    setDraft({ columns: change(columns), prompt: text, isBlind: comparison?.isBlind ?? draft.isBlind });
    setSetup(true);
  };

  return {
    draft,
    setDraft,
    isSetup,
    settings,
    edit: () => setUp(prompt?.prompt ?? draft.prompt),
    next: () => setUp(''),
    addColumn: () => setUp(prompt?.prompt ?? '', (columns) => [...columns, ...columns.slice(-1)]),
    changeBlind: (isBlind: boolean) => {
      if (isSetup) setDraft({ ...draft, isBlind });
      else void setUp(prompt?.prompt ?? '').then(() => setDraft((known) => ({ ...known, isBlind })));
    },
    cancelSetup: () => comparison && setSetup(false),
    /** Call after a run, or when another comparison is shown. */
    close: () => setSetup(false),
    /** Back to the initial draft. */
    reset: () => {
      setDraft(firstDraft);
      setSetup(true);
    },
  };
}

export type SetupHandle = ReturnType<typeof useSetup>;
