import type { ChatMessage } from '@/lib/services/chat/chat-message';
import { textOf } from './messages';

/** The branch that ends with a message, oldest first; the newest branch if there is no such message. */
export function pathTo(messages: ChatMessage[], leafId: string | null): ChatMessage[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const path: ChatMessage[] = [];
  let next = (leafId === null ? undefined : byId.get(leafId)) ?? messages.at(-1);
  while (next && path.length <= messages.length) {
    path.push(next);
    next = next.parentId === null ? undefined : byId.get(next.parentId);
  }
  return path.reverse();
}

/** The last message below a message, following the newest one at each step. */
export function newestLeaf(messages: ChatMessage[], from: ChatMessage): ChatMessage {
  const child = messages.findLast(({ parentId }) => parentId === from.id);
  return child ? newestLeaf(messages, child) : from;
}

/**
 * The versions of a message, oldest first: siblings of the same role. Empty answers are left out once there is a
 * newer version.
 */
export function findVersions(messages: ChatMessage[], of: ChatMessage): ChatMessage[] {
  const beside = messages.filter(({ parentId, role }) => parentId === of.parentId && role === of.role);
  return beside.filter(
    (message, i) =>
      message.id === of.id || message.role === 'user' || textOf(message) !== '' || i === beside.length - 1,
  );
}

/** One turn of a branch: a question, or an answer with its continuations. */
export type Turn = { role: 'user'; message: ChatMessage } | { role: 'assistant'; parts: ChatMessage[] };

export function groupTurns(path: ChatMessage[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of path) {
    const last = turns.at(-1);
    if (message.role === 'user') turns.push({ role: 'user', message });
    else if (last?.role === 'assistant') last.parts.push(message);
    else turns.push({ role: 'assistant', parts: [message] });
  }
  return turns;
}
