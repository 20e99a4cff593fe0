import type { AnsweredRequest, Conversation, StoredMessage } from '../../db/chat/conversations';
import { findBranch, totalCost } from './export-branch';

/** A complete conversation with every version; `shownBranch` lists the displayed messages. */
export function exportJson(conversation: Conversation, leaf: string | null, now: Date) {
  const { id, title, settings, messages } = conversation;
  return {
    format: 'a3m-chat/1',
    exportedAt: now.toISOString(),
    id,
    title,
    settings: settings ?? {},
    /** Integer billionths of a US dollar, here and below. */
    costNanoUsd: totalCost(conversation),
    shownBranch: findBranch(conversation, leaf).map((message) => message.id),
    messages: messages.map(toEntry),
  };
}

function toEntry({ id, parentId, role, content, files, consensus, request, createdAt }: StoredMessage) {
  return {
    id,
    parentId,
    role,
    createdAt: createdAt.toISOString(),
    content,
    ...(files.length > 0 && { files: files.map(({ name, mediaType }) => ({ name, mediaType })) }),
    ...(consensus && { consensus }),
    ...(request && { request: toRequest(request) }),
  };
}

/** The key of a request's feedback in the a3m-chat/1 format. */
const FEEDBACK_KEY = 'said';

function toRequest(request: AnsweredRequest) {
  const { decision, attempts, rating, comment, correctedCategory, settledAt, ...facts } = request;
  const { policy, policyVersion, qualityWeight, mode, category, confidence, candidates, exclusions } = decision;
  return {
    ...facts,
    settledAt: settledAt?.toISOString() ?? null,
    isMadeUp: request.provider === 'sandbox',
    attempts,
    [FEEDBACK_KEY]: { rating, comment, correctedCategory },
    decision: {
      policy,
      policyVersion,
      qualityWeight,
      mode,
      category,
      confidence,
      candidates,
      exclusions,
      counterfactual: decision.counterfactual,
    },
  };
}
