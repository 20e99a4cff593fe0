'use server';
import { callerAction } from '@/lib/auth/guards';
import { draftSchema, planDraft } from '@/lib/services/chat/plan-draft';

/** Who would answer what is being written, for how much, or why nobody can. Calls no model. */
export const planDraftAction = callerAction({ schema: draftSchema }, ({ runtime, caller, input }) =>
  planDraft(runtime, caller, input),
);
