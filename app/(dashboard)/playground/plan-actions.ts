'use server';
import { callerAction } from '@/lib/auth/guards';
import { draftSchema, planDraft } from '@/lib/services/chat/plan-draft';

/** Which model would answer the draft, at what cost, or why none can. Calls no model. */
export const planDraftAction = callerAction({ schema: draftSchema }, ({ runtime, caller, input }) =>
  planDraft(runtime, caller, input),
);
