import { UI_MESSAGE_STREAM_HEADERS } from 'ai';
import type { LiveAnswer } from '@/lib/runtime/live-answers';

/** Streams a live answer from a chunk on, in the AI SDK's UI stream format. */
export function followResponse(live: LiveAnswer, from: number, client: AbortSignal): Response {
  return new Response(live.stream(from, client), {
    headers: { ...UI_MESSAGE_STREAM_HEADERS, 'x-request-id': live.input.requestId, 'x-answer-id': live.input.answerId },
  });
}
