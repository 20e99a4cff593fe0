import type { ShareActions } from '../sharing/share-links';
import type { ChatPage } from './chat-list';

export type Result<Value> = { ok: true; value: Value } | { ok: false; message: string };

/** Server actions on the user's chats. */
export interface ChatRequests {
  onList: (input: { search: string; after: string | null }) => Promise<Result<ChatPage>>;
  onRename: (input: { id: string; title: string }) => Promise<Result<{ title: string }>>;
  onPin: (input: { id: string; isPinned: boolean }) => Promise<Result<null>>;
  onDelete: (input: { id: string }) => Promise<Result<null>>;
  onRestore: (input: { id: string }) => Promise<Result<null>>;
  shares: ShareActions;
}

const UNREACHABLE = { ok: false, message: 'Could not reach the server. Try again in a moment.' } as const;

/** The result of an action; an unreachable server is a failed result. */
export function settled<Value>(answer: Promise<Result<Value>>): Promise<Result<Value>> {
  return answer.catch(() => UNREACHABLE);
}
