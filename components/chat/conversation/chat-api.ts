import type { ChatSettings } from '@/lib/chat-settings';
import type { DraftFile } from '@/lib/services/chat/chat-message';

export type RegenerateKind = 'same' | 'cheaper' | 'stronger' | 'chosen';

/** What is asked for in one turn, as `POST /api/chat` takes it. */
export type AskedTurn =
  | {
      as: 'question';
      messageId: string;
      parentId: string | null;
      text: string;
      attachments: Pick<DraftFile, 'name' | 'mediaType' | 'data'>[];
      editionOf: string | null;
    }
  | {
      as: 'answer';
      questionId: string;
      instead: { answerId: string; wish: RegenerateKind } | null;
      model: string | null;
    }
  | { as: 'continuation'; answerId: string; model: string | null };

export interface TurnBody {
  conversationId: string;
  answerId: string;
  asked: AskedTurn;
  settings: ChatSettings;
}

/** The server has refused, in words for the person. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** Asks. Rejects with `RefusedError` when the server says no, with anything else when it was not reached. */
export async function postTurn(body: TurnBody): Promise<Response> {
  return checked(
    await fetch('/api/chat', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

/** Follows an answer that is being given, from one of its chunks on; null when it is not. */
export async function getStream(
  conversationId: string,
  answerId: string,
  from: number,
  signal: AbortSignal,
): Promise<Response | null> {
  const response = await fetch(`/api/chat/${conversationId}/stream?answer=${answerId}&from=${from}`, { signal });
  return response.status === 204 ? null : checked(response);
}

/** Ends an answer. Resolves to whether it was being given. */
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
  // A gateway in between that cannot reach the server is no refusal.
  if (response.status === 502 || response.status === 504) throw new TypeError('The server was not reached.');
  const body = (await response.json().catch(() => null)) as { error?: { message?: string } } | null;
  throw new RefusedError(body?.error?.message ?? `The server refused with status ${response.status}.`);
}
