import { z } from 'zod';
import type { UserCaller } from '../../caller';
import { chatSettings } from '../../chat-settings';
import { threadTo } from '../../db/chat/threads';
import type { ChatMessage, ContentPart } from '../../engine/chat';
import { RouterError } from '../../engine/errors';
import type { Candidate, Decision, Exclusion } from '../../engine/types';
import { AppError } from '../../errors';
import type { PlanContext } from '../../gateway/contexts';
import { planFor } from '../../gateway/run';
import type { Runtime } from '../../runtime/runtime';
import { requestFrom } from './request-from-settings';
import { branchModelOf, messagesOf } from './thread-messages';

/** The models that can be called. */
type Models = Pick<Runtime, 'catalog' | 'providers'>;

/** What is being written, before it is sent. Of files only what an estimate needs: no image, and the head of a text. */
export const draftSchema = z.object({
  conversationId: z.string().max(64),
  /** The message that the question would stand below; null: it would be the first. */
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

/** What would become of a draft if it were sent now. Nobody is called. */
export interface DraftPlan {
  /** Who would answer, and for about how much; null when nobody can. */
  next: { model: string; provider: string; costNanoUsd: number | null } | null;
  /** Why nobody can, in a sentence; or what is wrong with asking the pinned model. */
  problem: string | null;
  /** Whether it makes no sense to send: nobody can answer, and waiting changes nothing. */
  isBlocked: boolean;
  /** Models that only the cost ceiling shuts out. */
  overCeiling: string[];
  /** With images: the models that see, which could be asked instead. Empty where that is no matter. */
  seeing: string[];
}

/** An estimate counts images, and has no need of what is in them. */
const COUNTED = { withImages: false };

/** Plans a draft without running it. */
export async function planDraft(
  runtime: PlanContext & Models & Pick<Runtime, 'database' | 'knowledge'>,
  caller: UserCaller,
  draft: Draft,
): Promise<DraftPlan> {
  const { conversationId, parentId, settings } = draft;
  const thread = parentId === null ? [] : await threadTo(runtime.database, caller, conversationId, parentId, COUNTED);
  const messages = [...messagesOf(thread), questionOf(draft)];
  try {
    const { request, options, policy, isSticky } = requestFrom(runtime, settings, messages);
    const session = isSticky ? { session: conversationId, ...branchModelOf(thread) } : {};
    const decision = planFor(runtime, caller, request, options, { ...session, ...(policy && { policy }) });
    return planned(runtime, decision, settings.askSeveral ?? 1);
  } catch (error) {
    if (error instanceof RouterError) return refused(runtime, error);
    if (error instanceof AppError && error.code === 'invalid_request_error') return blocked(error.message);
    throw error;
  }
}

/** A text file counts by its size: its head stands for all of it. */
function questionOf({ text, files }: Draft): ChatMessage {
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
  const overCeiling = overCeilingOf(exclusions);
  if (!first) return blocked('No model can answer this.');
  const next = { model: first.model, provider: first.provider, costNanoUsd: costOf(candidates.slice(0, count)) };
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

/** Of all that are asked together; null when one of them has no price. */
function costOf(asked: Candidate[]): number | null {
  const costs = asked.map(({ costNanoUsd }) => costNanoUsd);
  return costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
}

/** Those that wait for a breaker may answer by the time this is sent; for everybody else waiting changes nothing. */
function refused(runtime: Models, { code, message, exclusions }: RouterError): DraftPlan {
  const isBlind = exclusions.some(({ code }) => code === 'vision');
  return {
    next: null,
    problem: message,
    isBlocked: code !== 'no_provider_available' || exclusions.length === 0,
    overCeiling: overCeilingOf(exclusions),
    seeing: isBlind ? seeingModels(runtime) : [],
  };
}

function blocked(problem: string): DraftPlan {
  return { next: null, problem, isBlocked: true, overCeiling: [], seeing: [] };
}

/** A model without a price is shut out by a ceiling too. */
function overCeilingOf(exclusions: Exclusion[]): string[] {
  return exclusions.filter(({ code }) => code === 'cost-ceiling' || code === 'unpriced').map(({ model }) => model);
}

function seeingModels({ catalog, providers }: Models): string[] {
  const models = catalog.available(new Set(providers.keys()), Date.now());
  return models.filter(({ abilities }) => abilities.vision).map(({ id }) => id);
}

function sees(runtime: Models, model: string): boolean {
  return seeingModels(runtime).includes(model);
}
