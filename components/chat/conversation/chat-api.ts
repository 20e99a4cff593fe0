import type { ChatSettings } from '@/lib/chat-settings';
import type { DraftFile } from '@/lib/services/chat/chat-message';

export type RegenerateKind = 'same' | 'cheaper' | 'stronger' | 'chosen';

/** One turn as `POST /api/chat` accepts it. */
export type TurnRequest =
  | {
      kind: 'question';
      messageId: string;
      parentId: string | null;
      text: string;
      attachments: Pick<DraftFile, 'name' | 'mediaType' | 'data'>[];
      editionOf: string | null;
    }
  | {
      kind: 'answer';
      questionId: string;
      instead: { answerId: string; preference: RegenerateKind } | null;
      model: string | null;
    }
  | { kind: 'continuation'; answerId: string; model: string | null };

export interface TurnBody {
  conversationId: string;
  answerId: string;
  asked: TurnRequest;
  settings: ChatSettings;
}

/** The server refused the request; the message is shown to the user. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/**
 * Sends a turn. Rejects with `RefusedError` when the server refuses it, with another error when it is unreachable.
 */
export async function postTurn(body: TurnBody): Promise<Response> {
  return checked(
    await fetch('/api/chat', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

/** Follows a live answer from a chunk on; null when it is not live. */
export async function getStream(
  conversationId: string,
  answerId: string,
  from: number,
  signal: AbortSignal,
): Promise<Response | null> {
  const response = await fetch(`/api/chat/${conversationId}/stream?answer=${answerId}&from=${from}`, { signal });
  return response.status === 204 ? null : checked(response);
}

/** Stops an answer. Resolves to whether it was live. */
export async function postStop(conversationId: string, answerId: string): Promise<boolean> {
  const response = await fetch('/api/chat/stop', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ conversationId, answerId }),
  });
  return ((await checked(response).then((one) => one.json())) as { isStopped: boolean }).isStopped;
}

async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  // A proxy that cannot reach the server is not a refusal.
  if (response.status === 502 || response.status === 504) throw new TypeError('The server was not reached.');
  const body = (await response.json().catch(() => null)) as { error?: { message?: string } } | null;
  throw new RefusedError(body?.error?.message ?? `The server refused with status ${response.status}.`);
}
