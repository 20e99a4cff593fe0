import { UI_MESSAGE_STREAM_HEADERS } from 'ai';
import type { LiveAnswer } from '@/lib/runtime/live-answers';

/** A running answer as an AI SDK UI stream, from one of its chunks on. */
export function followResponse(live: LiveAnswer, from: number, client: AbortSignal): Response {
  return new Response(live.stream(from, client), {
    headers: { ...UI_MESSAGE_STREAM_HEADERS, 'x-request-id': live.input.requestId, 'x-answer-id': live.input.answerId },
  });
}
