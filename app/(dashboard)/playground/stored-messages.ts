import type { ChatMessage, EndData, Said } from '@/components/chat/messages';
import type { AnsweredRequest, Conversation } from '@/lib/db/conversations';

/** A stored conversation as the page's messages, with the same parts a stream would have brought. */
export function toMessages({ messages }: Conversation): ChatMessage[] {
  return messages.map(({ id, role, content, request }) => ({
    id,
    role,
    parts: [
      ...(request ? [{ type: 'data-route' as const, id: 'route', data: toRoute(request) }] : []),
      ...(content ? [{ type: 'text' as const, text: content }] : []),
      ...(request && request.status !== 'pending'
        ? [{ type: 'data-end' as const, id: 'end', data: toEnd(request) }]
        : []),
    ],
  }));
}

/** What the caller has said about each answer, by request. */
export function saidOf({ messages }: Conversation): Record<string, Said> {
  const said = messages.flatMap(({ request }) =>
    request ? [[request.id, { rating: request.rating, category: request.correctedCategory }] as const] : [],
  );
  return Object.fromEntries(said);
}

function toRoute({ id, decision, provider, model, attempts }: AnsweredRequest) {
  const tried = attempts.at(-1);
  return {
    requestId: id,
    decision,
    provider: provider ?? tried?.provider ?? decision.candidates[0]?.provider ?? '',
    model: model ?? tried?.model ?? decision.candidates[0]?.model ?? '',
    failedBefore: attempts
      .slice(0, -1)
      .map((attempt) => ({ model: attempt.model, reason: attempt.failureMessage ?? 'failed' })),
  };
}

export function toEnd(request: AnsweredRequest): EndData {
  const { status, failureMessage, ttftMs, totalMs, inputTokens, outputTokens, costNanoUsd, costState } = request;
  return {
    status: status === 'succeeded' || status === 'cancelled' ? status : 'failed',
    failure: status === 'succeeded' || status === 'cancelled' ? null : failureMessage,
    ttftMs,
    totalMs: totalMs ?? 0,
    tokens: inputTokens + outputTokens,
    costNanoUsd,
    costState,
  };
}
