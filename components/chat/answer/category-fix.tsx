'use client';
import { useState } from 'react';
import type { Category } from '@/lib/engine/types';
import { CATEGORY_NAMES } from '../../models/categories';
import { Tag } from '../../ui/tag';
import { useMayTeach, ViewersNote } from './teaching';

export type Correct = (input: {
  requestId: string;
  category: Category | null;
}) => Promise<{ ok: true; value: { isLearned: boolean } } | { ok: false; message: string }>;

const UNSAVED = { ok: false, message: 'Could not save the correction. Try again.' } as const;

interface CategoryFixProps {
  requestId: string;
  category: Category;
  /** What the caller has said it was, as stored. */
  initial: string | null;
  onCorrect: Correct;
}

/** "Wrong category?", for those whose words count. */
export function CategoryFix(props: CategoryFixProps) {
  return useMayTeach() ? <CategoryChoice {...props} /> : <ViewersNote what="correct the category" />;
}

/** The team's classifier learns the answer at once; choosing the router's own word takes it back. */
function CategoryChoice({ requestId, category, initial, onCorrect }: CategoryFixProps) {
  const [said, setSaid] = useState(initial);
  const [note, setNote] = useState<string | null>(null);
  const choose = async (next: Category) => {
    const before = said;
    const corrected = next === category ? null : next;
    setSaid(corrected);
    const result = await onCorrect({ requestId, category: corrected }).catch(() => UNSAVED);
    if (!result.ok) setSaid(before);
    setNote(result.ok ? learnedWords(corrected, result.value.isLearned) : result.message);
  };
  return (
    <span className="flex flex-wrap items-center gap-2">
      <label className="relative inline-flex cursor-pointer items-center gap-1 rounded-sm font-medium text-accent-text touch-target focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus hover:underline">
        {said ? 'Corrected to' : 'Wrong category?'}
        {said && <Tag tone="accent">{said}</Tag>}
        {/* The browser's own list, drawn as a link: it works with every keyboard and on every phone. */}
        <select
          value={said ?? category}
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

function learnedWords(corrected: string | null, isLearned: boolean): string {
  if (corrected === null) return 'Correction removed.';
  return isLearned
    ? 'Saved. Similar prompts are now classified this way.'
    : 'Saved, but the prompt is no longer stored, so the classifier cannot learn from it.';
}
