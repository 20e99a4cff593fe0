'use client';
import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names';
import { useChats } from './chats-provider';
import { History } from './history';

/** Shows the chat list next to the conversation on wide screens, unless it is hidden. */
export function ChatsFrame({ children }: { children: ReactNode }) {
  const { isPanelOpen } = useChats();
  return (
    <div
      className={classNames(
        'grid h-dvh max-[1024px]:grid-cols-[minmax(0,1fr)] max-[640px]:h-[calc(100dvh-52px)]',
        isPanelOpen ? 'grid-cols-[232px_minmax(0,1fr)]' : 'grid-cols-[minmax(0,1fr)]',
      )}
    >
      {isPanelOpen && (
        <div className="min-h-0 max-[1024px]:hidden">
          <History />
        </div>
      )}
      <div className="min-h-0 min-w-0">{children}</div>
    </div>
  );
}
