import type { Conversation, StoredMessage } from '../../db/chat/conversations';

/** The branch that ends with a message, oldest first; without a message, the branch opened last. */
export function findBranch({ messages, leafId }: Conversation, leaf: string | null): StoredMessage[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const branch: StoredMessage[] = [];
  let next = byId.get(leaf ?? leafId ?? '') ?? messages.at(-1);
  while (next && branch.length <= messages.length) {
    branch.push(next);
    next = next.parentId === null ? undefined : byId.get(next.parentId);
  }
  return branch.reverse();
}

/** Cost of all answers of a conversation, in every branch. */
export function totalCost({ messages, unseenCostNanoUsd }: Conversation): number {
  return messages.reduce((sum, { request }) => sum + (request?.costNanoUsd ?? 0), unseenCostNanoUsd);
}

/** A file name that is safe on every file system and in a shell. */
export function exportName(title: string, ending: 'md' | 'json'): string {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return `a3m-${slug || 'chat'}.${ending}`;
}
