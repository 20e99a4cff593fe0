import type { ComparisonView, PromptView } from '@/lib/services/compare/comparison-view';

/** Merges an update from the server: updated prompts replace the known ones. */
export function mergeComparison(known: ComparisonView | null, update: ComparisonView): ComparisonView {
  if (!known || known.id !== update.id) return update;
  const fresh = new Map(update.prompts.map((prompt) => [prompt.id, prompt]));
  const kept = known.prompts.map((prompt) => fresh.get(prompt.id) ?? prompt);
  const added = update.prompts.filter(({ id }) => !known.prompts.some((prompt) => prompt.id === id));
  const prompts = [...kept, ...added].sort((a, b) => a.number - b.number);
  return { ...update, columns: update.columns ?? known.columns, prompts };
}

/** The same for late updates: one for another comparison than the shown one is ignored. */
export function mergeIfShown(known: ComparisonView | null, update: ComparisonView): ComparisonView | null {
  return known?.id === update.id ? mergeComparison(known, update) : known;
}

/** The prompts of a set: those that are not follow-ups. */
export function rootPrompts({ prompts }: ComparisonView): PromptView[] {
  return prompts.filter(({ followsId }) => followsId === null);
}

/** Earlier turns of a prompt's conversation, oldest first. */
export function previousTurns({ prompts }: ComparisonView, { followsId }: PromptView): PromptView[] {
  const before = prompts.find(({ id }) => id === followsId);
  return before && followsId !== null ? [...previousTurns({ prompts } as ComparisonView, before), before] : [];
}

/** The prompt to show first: the last turn of the first conversation without a vote, or of the last conversation. */
export function initialPrompt(comparison: ComparisonView): PromptView | null {
  const items = rootPrompts(comparison);
  const root = items.find(({ id }) => !lastTurn(comparison, id)?.vote) ?? items.at(-1);
  return root ? lastTurn(comparison, root.id) : null;
}

export function lastTurn({ prompts }: ComparisonView, rootId: string): PromptView | null {
  return prompts.findLast((prompt) => prompt.rootId === rootId) ?? null;
}

/** The next prompt of a set without a vote, preferably one with answers, wrapping around at the end. */
export function nextUnvotedPrompt(comparison: ComparisonView, afterId: string): PromptView | null {
  const items = rootPrompts(comparison);
  const at = items.findIndex(({ id }) => id === afterId);
  const inTurn = [...items.slice(at + 1), ...items.slice(0, at)];
  return inTurn.find(isVotable) ?? inTurn.find(({ vote }) => !vote) ?? null;
}

/** At least two answers are complete, and there is no vote. */
export function isVotable({ vote, answers }: PromptView): boolean {
  return !vote && answers.filter((answer) => answer?.status === 'succeeded').length >= 2;
}

/** It has answers, but their texts are not loaded. */
export function hasUnloadedAnswers({ hasTexts, answers }: PromptView): boolean {
  return !hasTexts && answers.some(Boolean);
}

/** Columns that did not run yet, or were stopped. */
export function unfinishedPlaces({ answers, vote }: PromptView): number[] {
  if (vote) return [];
  return answers.flatMap((answer, place) => (!answer || answer.status === 'cancelled' ? [place] : []));
}

export function failedPlaces({ answers, vote }: PromptView): number[] {
  return vote ? [] : answers.flatMap((answer, place) => (answer?.status === 'failed' ? [place] : []));
}
