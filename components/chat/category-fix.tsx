'use client';
import { useState } from 'react';
import type { Category } from '../../lib/engine/types';
import { CATEGORY_NAMES } from '../routing/categories';
import { useMayTeach, ViewersNote } from './teaching';

export type Correct = (input: {
  requestId: string;
  category: Category | null;
}) => Promise<{ ok: true; value: { isLearned: boolean } } | { ok: false; message: string }>;

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
    const result = await onCorrect({ requestId, category: corrected });
    if (!result.ok) setSaid(before);
    setNote(result.ok ? learnedWords(corrected, result.value.isLearned) : result.message);
  };
  return (
    <span className="flex flex-wrap items-center gap-2">
      <label className="flex items-center gap-2 text-text-3">
        {said ? 'You said' : 'Wrong category?'}
        <select
          value={said ?? category}
          onChange={({ target }) => choose(target.value as Category)}
          className="h-6 rounded-sm border border-line-input bg-control px-1 text-text"
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
  if (corrected === null) return 'Taken back.';
  return isLearned
    ? 'Learned: prompts like this one now count as such.'
    : 'Noted; its text is gone, so nothing is learned.';
}
