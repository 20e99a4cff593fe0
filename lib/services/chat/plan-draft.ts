import { z } from 'zod';
import type { UserCaller } from '../../caller';
import { chatSettings } from '../../chat-settings';
import { threadTo } from '../../db/chat/threads';
import type { ChatMessage, ContentPart } from '../../engine/chat';
import { RouterError } from '../../engine/errors';
import type { Candidate, Decision, Exclusion } from '../../engine/types';
import { AppError } from '../../errors';
import { type PlanRuntime, planFor } from '../../gateway/run';
import type { Runtime } from '../../runtime/runtime';
import { requestFrom } from './request-from-settings';
import { findBranchModel, toChatMessages } from './thread-messages';

/** The models that can be called. */
type Models = Pick<Runtime, 'catalog' | 'providers'>;

/** An unsent question. Its files hold only what an estimate needs: no images, and the head of text files. */
export const draftSchema = z.object({
  conversationId: z.string().max(64),
  /** The message that the question follows; null: it is the first. */
  parentId: z.string().max(64).nullable(),
  text: z.string().max(400_000),
  files: z
    .array(
      z.object({ isImage: z.boolean(), size: z.number().int().min(0).max(20_000_000), head: z.string().max(4_000) }),
    )
    .max(20),
  settings: chatSettings,
});

export type Draft = z.infer<typeof draftSchema>;

/** What would happen if a draft were sent now. Calls no model. */
export interface DraftPlan {
  /** The model that would answer, with its expected cost; null when none can. */
  next: { model: string; provider: string; costNanoUsd: number | null } | null;
  /** Why no model can answer, or why the pinned model is a bad choice. */
  problem: string | null;
  /** True when sending is pointless: no model can answer, and waiting does not help. */
  isBlocked: boolean;
  /** Models excluded only by the cost ceiling. */
  overCeiling: string[];
  /** For a draft with images: the vision models that could be asked instead. Empty otherwise. */
  seeing: string[];
}

/** An estimate needs the number of images, not their content. */
const COUNTED = { withImages: false };

/** Plans a draft without running it. */
export async function planDraft(
  runtime: PlanRuntime & Models & Pick<Runtime, 'database' | 'knowledge'>,
  caller: UserCaller,
  draft: Draft,
): Promise<DraftPlan> {
  const { conversationId, parentId, settings } = draft;
  const thread = parentId === null ? [] : await threadTo(runtime.database, caller, conversationId, parentId, COUNTED);
  const messages = [...toChatMessages(thread), toQuestion(draft)];
  try {
    const { request, options, policy, isSticky } = requestFrom(runtime, settings, messages);
    const session = isSticky ? { session: conversationId, ...findBranchModel(thread) } : {};
    const decision = planFor(runtime, caller, request, options, { ...session, ...(policy && { policy }) });
    return planned(runtime, decision, settings.askSeveral ?? 1);
  } catch (error) {
    if (error instanceof RouterError) return refused(runtime, error);
    if (error instanceof AppError && error.code === 'invalid_request_error') return blocked(error.message);
    throw error;
  }
}

/** The head of a text file is repeated up to its full size, which is what an estimate needs. */
function toQuestion({ text, files }: Draft): ChatMessage {
  const texts = files.filter(({ isImage }) => !isImage).map(({ head, size }) => filled(head, size));
  const content: ContentPart[] = [{ type: 'text', text: [...texts, text].join('\n\n') }];
  const images = files
    .filter(({ isImage }) => isImage)
    .map(() => ({ type: 'image_url' as const, image_url: { url: '' } }));
  return { role: 'user', content: [...content, ...images] };
}

function filled(head: string, size: number): string {
  return head ? head.repeat(Math.ceil(size / head.length)).slice(0, size) : '';
}

function planned(runtime: Models, { candidates, exclusions, mode, needs }: Decision, count: number): DraftPlan {
  const [first] = candidates;
  const overCeiling = modelsOverCeiling(exclusions);
  if (!first) return blocked('No model can answer this.');
  const next = { model: first.model, provider: first.provider, costNanoUsd: sumCosts(candidates.slice(0, count)) };
  const isBlind = needs.vision && mode === 'pinned' && !sees(runtime, first.model);
  if (!isBlind) return { next, problem: null, isBlocked: false, overCeiling, seeing: [] };
  return {
    next,
    problem: `${first.name} cannot see images.`,
    isBlocked: false,
    overCeiling,
    seeing: seeingModels(runtime),
  };
}

/** Cost of all models asked in parallel; null when one of them has no price. */
function sumCosts(asked: Candidate[]): number | null {
  const costs = asked.map(({ costNanoUsd }) => costNanoUsd);
  return costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
}

/** A model with an open breaker may be available by the time this is sent; for other exclusions waiting does not help. */
function refused(runtime: Models, { code, message, exclusions }: RouterError): DraftPlan {
  const isBlind = exclusions.some(({ code }) => code === 'vision');
  return {
    next: null,
    problem: message,
    isBlocked: code !== 'no_provider_available' || exclusions.length === 0,
    overCeiling: modelsOverCeiling(exclusions),
    seeing: isBlind ? seeingModels(runtime) : [],
  };
}

function blocked(problem: string): DraftPlan {
  return { next: null, problem, isBlocked: true, overCeiling: [], seeing: [] };
}

/** A ceiling also excludes models without a price. */
function modelsOverCeiling(exclusions: Exclusion[]): string[] {
  return exclusions.filter(({ code }) => code === 'cost-ceiling' || code === 'unpriced').map(({ model }) => model);
}

function seeingModels({ catalog, providers }: Models): string[] {
  const models = catalog.available(new Set(providers.keys()), Date.now());
  return models.filter(({ abilities }) => abilities.vision).map(({ id }) => id);
}

function sees(runtime: Models, model: string): boolean {
  return seeingModels(runtime).includes(model);
}
