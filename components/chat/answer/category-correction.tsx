'use client';
import { useState } from 'react';
import type { Category } from '@/lib/engine/types';
import { CATEGORY_NAMES } from '../../models/categories';
import { Tag } from '../../ui/tag';
import { useMayGiveFeedback, ViewerNote } from './feedback-permission';

export type Correct = (input: {
  requestId: string;
  category: Category | null;
}) => Promise<{ ok: true; value: { isLearned: boolean } } | { ok: false; message: string }>;

const UNSAVED = { ok: false, message: 'Could not save the correction. Try again.' } as const;

interface CategoryCorrectionProps {
  requestId: string;
  category: Category;
  /** The user's stored correction. */
  initial: string | null;
  onCorrect: Correct;
}

/** "Wrong category?", for users who may give feedback. */
export function CategoryCorrection(props: CategoryCorrectionProps) {
  return useMayGiveFeedback() ? <CategorySelect {...props} /> : <ViewerNote what="correct the category" />;
}

/** The team's classifier learns a correction at once. Choosing the router's own category removes it. */
function CategorySelect({ requestId, category, initial, onCorrect }: CategoryCorrectionProps) {
  const [chosen, setChosen] = useState(initial);
  const [note, setNote] = useState<string | null>(null);
  const choose = async (next: Category) => {
    const before = chosen;
    const correction = next === category ? null : next;
    setChosen(correction);
    const result = await onCorrect({ requestId, category: correction }).catch(() => UNSAVED);
    if (!result.ok) setChosen(before);
    setNote(result.ok ? correctionResult(correction, result.value.isLearned) : result.message);
  };
  return (
    <span className="flex flex-wrap items-center gap-2">
      <label className="relative inline-flex cursor-pointer items-center gap-1 rounded-sm font-medium text-accent-text touch-target focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus hover:underline">
        {chosen ? 'Corrected to' : 'Wrong category?'}
        {chosen && <Tag tone="accent">{chosen}</Tag>}
        {/* A native select, styled as a link, works with every keyboard and on every phone. */}
        <select
          value={chosen ?? category}
          onChange={({ target }) => choose(target.value as Category)}
          className="absolute inset-0 w-full cursor-pointer opacity-0"
        >
          {CATEGORY_NAMES.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {note && (
        <span role="status" className="text-text-3">
          {note}
        </span>
      )}
    </span>
  );
}

function correctionResult(correction: string | null, isLearned: boolean): string {
  if (correction === null) return 'Correction removed.';
  return isLearned
    ? 'Saved. Similar prompts are now classified this way.'
    : 'Saved, but the prompt is no longer stored, so the classifier cannot learn from it.';
}
