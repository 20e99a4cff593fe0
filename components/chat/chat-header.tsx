import type { ReactNode } from 'react';
import { formatUsd } from '../../lib/format';
import { type ChatMessage, spendingOf } from './messages';

interface ChatHeaderProps {
  title: string | null;
  /** Of every branch. */
  messages: ChatMessage[];
  /** What requests cost that no message shows. */
  unseenCostNanoUsd: number;
  historySheet: ReactNode;
}

/** What the conversation is about, and what it has cost so far. */
export function ChatHeader({ title, messages, unseenCostNanoUsd, historySheet }: ChatHeaderProps) {
  const { answers, costNanoUsd } = spendingOf(messages);
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line-subtle pr-4 pl-6 max-[640px]:h-11 max-[640px]:px-4">
      {historySheet}
      <h1 className="truncate font-semibold" title={title ?? undefined}>
        {title ?? 'New chat'}
      </h1>
      {answers > 0 && (
        <span className="whitespace-nowrap text-text-2 tabular">
          {answers} {answers === 1 ? 'answer' : 'answers'} · {formatUsd(costNanoUsd + unseenCostNanoUsd)}
        </span>
      )}
    </header>
  );
}
