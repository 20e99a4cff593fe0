import type { ChatMessage } from '@/lib/services/chat/chat-message';
import { textOf } from './messages';

/** The branch that ends with a message, oldest first; without it the newest branch. */
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

/** Where a branch goes on from a message when nobody has said where: along its newest messages. */
export function newestLeaf(messages: ChatMessage[], from: ChatMessage): ChatMessage {
  const child = messages.findLast(({ parentId }) => parentId === from.id);
  return child ? newestLeaf(messages, child) : from;
}

/**
 * The versions of a message, oldest first: what stands below the same message in the same role. Answers that brought
 * nothing are no versions once there is another.
 */
export function findVersions(messages: ChatMessage[], of: ChatMessage): ChatMessage[] {
  const beside = messages.filter(({ parentId, role }) => parentId === of.parentId && role === of.role);
  return beside.filter(
    (message, i) =>
      message.id === of.id || message.role === 'user' || textOf(message) !== '' || i === beside.length - 1,
  );
}

/** One turn of a branch: a question, or an answer with what continued it. */
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
