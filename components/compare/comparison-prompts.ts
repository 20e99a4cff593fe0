import type { ComparisonView, PromptView } from '@/lib/services/compare/comparison-view';

/** A comparison with what the server just said of it: prompts that it told anew take the old ones' place. */
export function mergeComparison(known: ComparisonView | null, update: ComparisonView): ComparisonView {
  if (!known || known.id !== update.id) return update;
  const fresh = new Map(update.prompts.map((prompt) => [prompt.id, prompt]));
  const kept = known.prompts.map((prompt) => fresh.get(prompt.id) ?? prompt);
  const added = update.prompts.filter(({ id }) => !known.prompts.some((prompt) => prompt.id === id));
  const prompts = [...kept, ...added].sort((a, b) => a.number - b.number);
  return { ...update, columns: update.columns ?? known.columns, prompts };
}

/** The same for what may come late: what is told of another comparison than the one that is shown changes nothing. */
export function mergeIfShown(known: ComparisonView | null, update: ComparisonView): ComparisonView | null {
  return known?.id === update.id ? mergeComparison(known, update) : known;
}

/** The prompts of a set: those that follow up on nothing. */
export function rootPrompts({ prompts }: ComparisonView): PromptView[] {
  return prompts.filter(({ followsId }) => followsId === null);
}

/** The turns of a conversation before a prompt, oldest first. */
export function previousTurns({ prompts }: ComparisonView, { followsId }: PromptView): PromptView[] {
  const before = prompts.find(({ id }) => id === followsId);
  return before && followsId !== null ? [...previousTurns({ prompts } as ComparisonView, before), before] : [];
}

/** The prompt to look at first: the last turn of the first conversation that was not voted on, or the last one. */
export function initialPrompt(comparison: ComparisonView): PromptView | null {
  const items = rootPrompts(comparison);
  const root = items.find(({ id }) => !lastTurn(comparison, id)?.vote) ?? items.at(-1);
  return root ? lastTurn(comparison, root.id) : null;
}

export function lastTurn({ prompts }: ComparisonView, rootId: string): PromptView | null {
  return prompts.findLast((prompt) => prompt.rootId === rootId) ?? null;
}

/** The next prompt of a set that has answers and no vote, after one and then from the start. */
export function nextUnvotedPrompt(comparison: ComparisonView, afterId: string): PromptView | null {
  const items = rootPrompts(comparison);
  const at = items.findIndex(({ id }) => id === afterId);
  const inTurn = [...items.slice(at + 1), ...items.slice(0, at)];
  return inTurn.find(isVotable) ?? inTurn.find(({ vote }) => !vote) ?? null;
}

/** Two answers at least have come, and nobody has said which is best. */
export function isVotable({ vote, answers }: PromptView): boolean {
  return !vote && answers.filter((answer) => answer?.status === 'succeeded').length >= 2;
}

/** It was answered, and what was said is not here. */
export function hasUnloadedAnswers({ hasTexts, answers }: PromptView): boolean {
  return !hasTexts && answers.some(Boolean);
}

/** Columns that were not asked yet, or stopped before they were done. */
export function unfinishedPlaces({ answers, vote }: PromptView): number[] {
  if (vote) return [];
  return answers.flatMap((answer, place) => (!answer || answer.status === 'cancelled' ? [place] : []));
}

export function failedPlaces({ answers, vote }: PromptView): number[] {
  return vote ? [] : answers.flatMap((answer, place) => (answer?.status === 'failed' ? [place] : []));
}
