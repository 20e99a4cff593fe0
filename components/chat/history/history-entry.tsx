'use client';

import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import { Link } from '@/components/ui/link';
import { formatDay, formatTime, formatUsd } from '@/lib/format';
import { ProviderDot } from '../../models/model-name';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Found } from '../../ui/found';
import { ChatActions } from './chat-actions';
import type { ChatEntry } from './chat-list';
import { useChats } from './chats-provider';
import { TitleField } from './title-field';

interface HistoryEntryProps {
  entry: ChatEntry;
  /** Shows the time instead of the day. */
  isToday: boolean;
  /** The search that found it; empty in the plain list. */
  foundBy: string;
}

/** One chat in the list, with its menu. */
export function HistoryEntry({ entry, isToday, foundBy }: HistoryEntryProps) {
  const { currentId, renamingId, setRenamingId, rename, setSheetOpen } = useChats();
  const { id, title, updatedAt, provider, costNanoUsd, snippet } = entry;
  const link = useRef<HTMLAnchorElement>(null);
  const isCurrent = id === currentId;
  const focusAgain = () => requestAnimationFrame(() => link.current?.focus());
  if (renamingId === id)
    return (
      <li className="rounded-md bg-selected p-1">
        <TitleField
          title={title}
          onSave={(text) => {
            void rename(id, text);
            focusAgain();
          }}
          onCancel={() => {
            setRenamingId(null);
            focusAgain();
          }}
        />
      </li>
    );
  return (
    <li className="group relative">
      <Link
        ref={link}
        href={`/playground/${id}`}
        aria-current={isCurrent ? 'page' : undefined}
        // A link to the open chat does not navigate, but must close the sheet.
        onClick={() => setSheetOpen(false)}
        onKeyDown={(event) => {
          if (event.key !== 'F2') return;
          event.preventDefault();
          setRenamingId(id);
        }}
        className={classNames(
          'block rounded-md px-2 py-1.5 pointer-coarse:pr-11',
          isCurrent ? 'bg-selected' : 'hover:bg-hover group-focus-within:bg-hover',
        )}
      >
        <span
          className={classNames(
            'block truncate pointer-fine:group-focus-within:pr-6 pointer-fine:group-hover:pr-6',
            isCurrent ? 'font-medium' : 'font-[450]',
          )}
          title={title}
        >
          <Found text={title} search={foundBy} />
        </span>
        {snippet && (
          <span className="line-clamp-2 text-meta break-words text-text-2">
            <Found text={snippet} search={foundBy} />
          </span>
        )}
        <span className="mt-0.5 flex items-center gap-1.5 text-micro text-text-3 tabular">
          <ProviderDot provider={provider} />
          <span>{isToday ? formatTime(updatedAt).slice(0, 5) : formatDay(updatedAt)}</span>
          <span className="ml-auto">{formatUsd(costNanoUsd)}</span>
        </span>
      </Link>
      <EntryMenu entry={entry} />
    </li>
  );
}

function EntryMenu({ entry }: { entry: ChatEntry }) {
  const { setRenamingId } = useChats();
  return (
    <ChatActions
      chat={entry}
      align="start"
      onRename={() => setRenamingId(entry.id)}
      trigger={
        <DropdownMenu.Trigger asChild>
          <Button
            variant="ghost"
            size="tiny"
            isIcon
            aria-label={`More actions for ${entry.title}`}
            className="absolute! top-1 right-1 opacity-0 group-hover:opacity-100 group-focus-within:opacity-100 data-[state=open]:opacity-100 pointer-coarse:top-1/2 pointer-coarse:right-2 pointer-coarse:-translate-y-1/2 pointer-coarse:opacity-100"
          >
            <Ellipsis size={14} />
          </Button>
        </DropdownMenu.Trigger>
      }
    />
  );
}
