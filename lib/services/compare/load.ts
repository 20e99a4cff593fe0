import type { UserCaller } from '../../caller';
import { findComparison } from '../../db/compare/stored-comparison';
import { AppError } from '../../errors';
import type { Runtime } from '../../runtime/runtime';
import type { ComparisonView } from './comparison-view';
import { toView } from './view';

/** A whole comparison, with the texts of the conversation that is looked at first. Null when there is none. */
export async function firstView(
  { database }: Pick<Runtime, 'database'>,
  caller: UserCaller,
  id: string,
): Promise<ComparisonView | null> {
  const stored = await findComparison(database, caller, id, {
    texts: (prompts) => {
      const next = prompts.find(({ isVoted }) => !isVoted) ?? prompts.at(-1);
      return prompts.filter(({ rootId }) => rootId === next?.rootId).map((prompt) => prompt.id);
    },
  });
  return stored && toView(stored);
}

/** A comparison with one prompt's conversation alone, to be put into what the page has; null: all prompts. */
export async function conversationView(
  { database }: Pick<Runtime, 'database'>,
  caller: UserCaller,
  id: string,
  promptId: string | null,
): Promise<ComparisonView> {
  const stored = await findComparison(database, caller, id, {
    texts: (prompts) => {
      const rootId = prompts.find((prompt) => prompt.id === promptId)?.rootId;
      return prompts.filter((prompt) => prompt.rootId === rootId).map((prompt) => prompt.id);
    },
    isAlone: promptId !== null,
  });
  if (!stored) throw new AppError('not_found', 'There is no such comparison.');
  const view = toView(stored);
  return { ...view, prompts: view.prompts.filter(({ hasTexts }) => promptId === null || hasTexts) };
}
