import type { ReactNode } from 'react';
import { formatUsd } from '../../lib/format';
import { type ChatMessage, endOf } from './messages';

interface ChatHeaderProps {
  title: string | null;
  messages: ChatMessage[];
  historySheet: ReactNode;
}

/** What the conversation is about, and what it has cost so far. */
export function ChatHeader({ title, messages, historySheet }: ChatHeaderProps) {
  const ends = messages.flatMap((message) => endOf(message) ?? []);
  const cost = ends.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0), 0);
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line-subtle pr-4 pl-6 max-[640px]:h-11 max-[640px]:px-4">
      {historySheet}
      <h1 className="truncate font-semibold" title={title ?? undefined}>
        {title ?? 'New chat'}
      </h1>
      {ends.length > 0 && (
        <span className="whitespace-nowrap text-text-2 tabular">
          {ends.length} {ends.length === 1 ? 'answer' : 'answers'} · {formatUsd(cost)}
        </span>
      )}
    </header>
  );
}
