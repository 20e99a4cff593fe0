import { formatTime } from '@/lib/format';
import type { EndData } from '@/lib/services/chat/chat-message';

/** Why an answer was interrupted, in one sentence. */
export function interruptionMessage({ status, failure, failureKind, endedAt }: EndData): string {
  const at = endedAt === null ? '' : ` at ${formatTime(new Date(endedAt))} UTC`;
  if (status === 'cancelled') return `You stopped the answer${at}.`;
  if (failureKind === 'stream-broken') return `The provider closed the stream${at}.`;
  if (failureKind === 'connection') return `The connection to the provider was lost${at}.`;
  if (failureKind === 'abandoned') return 'The server stopped before the answer was complete.';
  return failure ?? `The answer was interrupted${at}.`;
}
