'use server';
import { callerAction } from '@/lib/auth/guards';
import { draftSchema, planDraft } from '@/lib/services/chat/plan-draft';

/** The model that would answer a draft and its expected cost, or why none can. Calls no model. */
export const planDraftAction = callerAction({ schema: draftSchema }, ({ runtime, caller, input }) =>
  planDraft(runtime, caller, input),
);
