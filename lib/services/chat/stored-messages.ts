import type { AnsweredRequest, Conversation, StoredMessage, TriedModel } from '../../db/chat/conversations';
import type { AnswerFeedback, ChatMessage, EndData, FailedBefore, RouteData } from './chat-message';

/**
 * A stored conversation as the page's messages, with the same parts that a stream sends. A running answer has no text
 * here; its stream brings it.
 */
export function toMessages({ messages }: Conversation, live: ReadonlySet<string>): ChatMessage[] {
  return messages.map((message) => toMessage(message, live.has(message.id)));
}

export function toMessage(
  { id, parentId, role, content, files, consensus, request }: StoredMessage,
  isLive: boolean,
): ChatMessage {
  const hasEnded = request !== null && request.status !== 'pending' && !isLive;
  return {
    id,
    parentId,
    role,
    parts: [
      ...(request ? [{ type: 'data-route' as const, id: 'route', data: toRoute(request) }] : []),
      ...files.map((file) => ({
        type: 'file' as const,
        mediaType: file.mediaType,
        filename: file.name,
        url: `/api/chat/files?id=${file.id}`,
      })),
      ...(consensus && !isLive
        ? [{ type: 'data-several' as const, id: 'several', data: { lanes: [], consensus } }]
        : []),
      ...(content && !isLive ? [{ type: 'text' as const, text: content }] : []),
      ...(hasEnded ? [{ type: 'data-end' as const, id: 'end', data: toEnd(request) }] : []),
    ],
  };
}

/** The caller's feedback on each answer, by request id. */
export function feedbackByRequest({ messages }: Conversation): Record<string, AnswerFeedback> {
  const entries = messages.flatMap(({ request }) => {
    if (!request) return [];
    const { id, rating, comment, correctedCategory: category } = request;
    return [[id, { rating, comment, category }] as const];
  });
  return Object.fromEntries(entries);
}

function toRoute({ id, decision, provider, model, attempts }: AnsweredRequest): RouteData {
  const tried = attempts.at(-1);
  return {
    requestId: id,
    decision,
    provider: provider ?? tried?.provider ?? decision.candidates[0]?.provider ?? '',
    model: model ?? tried?.model ?? decision.candidates[0]?.model ?? '',
    // There is no fallback among models asked in parallel.
    failedBefore: decision.parallel ? [] : attempts.slice(0, -1).map(toFailedBefore),
  };
}

function toFailedBefore({ model, failureMessage, failureKind, httpStatus }: TriedModel): FailedBefore {
  return { model, reason: failureMessage ?? 'failed', kind: failureKind, httpStatus };
}

function toEnd(request: AnsweredRequest): EndData {
  const { status, failureMessage, failureKind, ttftMs, totalMs, inputTokens, outputTokens, attempts } = request;
  const isFailed = status !== 'succeeded' && status !== 'cancelled';
  return {
    status: isFailed ? 'failed' : status,
    failure: isFailed ? failureMessage : null,
    failureKind: isFailed ? failureKind : null,
    ttftMs,
    totalMs: totalMs ?? 0,
    tokens: inputTokens + outputTokens,
    outputTokens: (request.decision.parallel ? null : attempts.at(-1)?.outputTokens) ?? outputTokens,
    costNanoUsd: request.costNanoUsd,
    costState: request.costState,
    endedAt: request.settledAt?.getTime() ?? null,
  };
}
