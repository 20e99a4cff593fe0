import { formatTime } from '@/lib/format';
import type { EndData } from '@/lib/services/chat/chat-message';

/** Why an answer broke off, in one sentence. */
export function cutWords({ status, failure, failureKind, endedAt }: EndData): string {
  const at = endedAt === null ? '' : ` at ${formatTime(new Date(endedAt))} UTC`;
  if (status === 'cancelled') return `You stopped it${at}.`;
  if (failureKind === 'stream-broken') return `The provider closed the stream${at}.`;
  if (failureKind === 'connection') return `The connection to the provider broke${at}.`;
  if (failureKind === 'abandoned') return 'The server was stopped before it ended.';
  return failure ?? `It broke off${at}.`;
}
