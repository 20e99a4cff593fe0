import type { Conversation, StoredMessage } from '../../db/chat/conversations';

/** The branch of a conversation that ends with a message, oldest first; without it the one looked at last. */
export function branchOf({ messages, leafId }: Conversation, leaf: string | null): StoredMessage[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const branch: StoredMessage[] = [];
  let next = byId.get(leaf ?? leafId ?? '') ?? messages.at(-1);
  while (next && branch.length <= messages.length) {
    branch.push(next);
    next = next.parentId === null ? undefined : byId.get(next.parentId);
  }
  return branch.reverse();
}

/** What all answers of a conversation cost, of every branch. */
export function totalCost({ messages, unseenCostNanoUsd }: Conversation): number {
  return messages.reduce((sum, { request }) => sum + (request?.costNanoUsd ?? 0), unseenCostNanoUsd);
}

/** A name that every file system takes and no shell trips over. */
export function exportName(title: string, ending: 'md' | 'json'): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return `a3m-${words || 'chat'}.${ending}`;
}
