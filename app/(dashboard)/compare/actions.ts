'use server';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import { mayTeach } from '@/lib/caller';
import { isComparisonShared, shareComparison, unshareComparison } from '@/lib/db/compare/comparison-shares';
import {
  addFollowUp,
  createComparison,
  deleteComparison,
  findColumns,
  listComparisons,
  renameComparison,
} from '@/lib/db/compare/comparisons';
import { chatSettings } from '@/lib/services/chat/request-from-settings';
import { estimateComparison } from '@/lib/services/compare/estimate';
import { conversationView } from '@/lib/services/compare/load';
import { undoVote, vote } from '@/lib/services/compare/voting';
import { isStorable } from '@/lib/storable-text';

const id = z.string().max(64);
const prompt = z
  .string()
  .trim()
  .min(1, 'Write a prompt first.')
  .max(100_000, 'A prompt can have at most 100,000 characters.')
  .refine(isStorable, 'The prompt contains a character that cannot be stored.');
const columns = z.array(chatSettings).min(2, 'Compare at least two columns.').max(4, 'Compare at most four columns.');
/** As JSON, because an action's array argument is limited to a million characters. */
const promptsJson = z
  .string()
  .transform(parsed)
  .pipe(z.array(prompt).min(1).max(200, 'A set can have at most 200 prompts.'));

function parsed(json: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(json);
  } catch {
    context.addIssue({ code: 'custom', message: 'The prompts could not be read. Reload the page and try again.' });
    return z.NEVER;
  }
}

/** Creates a comparison; its answers are then requested column by column. Callers who may not vote see the names. */
export const startAction = callerAction(
  { schema: z.object({ columns, promptsJson, isBlind: z.boolean() }) },
  async ({ runtime, caller, input }) => {
    const { columns, promptsJson: prompts } = input;
    const isBlind = input.isBlind && mayTeach(caller);
    const created = await createComparison(runtime.database, caller, { columns, prompts, isBlind });
    return conversationView(runtime, caller, created.id, null);
  },
);

export const followUpAction = callerAction(
  { schema: z.object({ id, followsId: id, prompt }) },
  async ({ runtime, caller, input }) => {
    const added = await addFollowUp(runtime.database, caller, input);
    return conversationView(runtime, caller, input.id, added.id);
  },
);

const ofPrompt = z.object({ id, promptId: id });

export const loadAction = callerAction(
  { schema: z.object({ id, promptId: id.nullable() }) },
  async ({ runtime, caller, input }) => conversationView(runtime, caller, input.id, input.promptId),
);

const ballot = ofPrompt.extend({
  choice: z.enum(['answer', 'tie', 'all_bad']),
  place: z.number().int().min(0).max(3).nullable(),
});

export const voteAction = callerAction({ schema: ballot }, async ({ runtime, caller, input }) => {
  await vote(runtime, caller, input);
  return conversationView(runtime, caller, input.id, input.promptId);
});

export const undoAction = callerAction({ schema: ofPrompt }, async ({ runtime, caller, input }) => {
  await undoVote(runtime, caller, input.promptId);
  return conversationView(runtime, caller, input.id, input.promptId);
});

/** The columns' settings in the order in which they were chosen, which does not reveal their places. */
export const columnsAction = callerAction({ schema: z.object({ id }) }, async ({ runtime, caller, input }) =>
  (await findColumns(runtime.database, caller, input.id)).map((column) => chatSettings.parse(column)),
);

/** Expected cost of a run. Calls no model. */
export const estimateAction = callerAction(
  { schema: z.object({ columns, promptsJson }) },
  async ({ runtime, caller, input: { columns, promptsJson: prompts } }) =>
    estimateComparison(runtime, caller, { columns, prompts }),
);

/** Creates or revokes the link to a comparison for all signed-in users. */
export const shareAction = callerAction(
  { schema: z.object({ id, isShared: z.boolean() }) },
  async ({ runtime: { database }, caller, input }) => {
    if (input.isShared) return `/compare/shared/${await shareComparison(database, caller, input.id)}`;
    await unshareComparison(database, caller, input.id);
    return null;
  },
);

export const isSharedAction = callerAction({ schema: z.object({ id }) }, async ({ runtime, caller, input }) =>
  isComparisonShared(runtime.database, caller, input.id),
);

export const listAction = callerAction({ schema: z.object({}) }, async ({ runtime, caller }) =>
  (await listComparisons(runtime.database, caller)).map(({ updatedAt, ...entry }) => ({
    ...entry,
    at: updatedAt.getTime(),
  })),
);

const title = z.string().trim().min(1, 'Give it a name.').max(120).refine(isStorable, 'That name cannot be stored.');

export const renameAction = callerAction({ schema: z.object({ id, title }) }, async ({ runtime, caller, input }) => {
  await renameComparison(runtime.database, caller, input);
  return null;
});

export const deleteAction = callerAction(
  { schema: z.object({ id, isDeleted: z.boolean() }) },
  async ({ runtime, caller, input }) => {
    await deleteComparison(runtime.database, caller, input);
    return null;
  },
);
