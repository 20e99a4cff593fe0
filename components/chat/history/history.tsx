'use client';

import { MessageSquareText, Search, SquarePen, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { isComposing } from '../../shortcuts/keys';
import { Button, buttonClass } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Link } from '../../ui/link';
import { Note } from '../../ui/note';
import { groupByAge } from './chat-list';
import { useChats } from './chats-provider';
import { HistoryEntry } from './history-entry';

/** The chats by age with pinned ones on top, or the search results. */
export function History() {
  const { search } = useChats();
  return (
    <nav
      aria-label="Conversations"
      className="flex h-full flex-col overflow-y-auto border-r border-line-subtle bg-bg px-3 py-4"
    >
      <div className="flex items-center gap-1 pl-2">
        <h2 className="flex-1 font-semibold">Chats</h2>
        <Button
          variant="ghost"
          size="small"
          isIcon
          aria-label="Search chats"
          title="Search chats"
          aria-expanded={search.isOpen}
          className="pointer-coarse:size-11!"
          onClick={search.isOpen ? search.close : search.open}
        >
          <Search size={14} />
        </Button>
        <Link
          href="/playground"
          aria-label="New chat"
          title="New chat"
          className={classNames(buttonClass('default', 'small', true), 'pointer-coarse:size-11!')}
        >
          <SquarePen size={14} />
        </Link>
      </div>
      {search.isOpen && <SearchField />}
      {search.isActive ? <FoundChats /> : <AllChats />}
    </nav>
  );
}

function SearchField() {
  const { search } = useChats();
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      search.close();
    }
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    event.currentTarget.closest('nav')?.querySelector<HTMLElement>('li a')?.focus();
  };
  return (
    <div className="mt-3 flex h-8 shrink-0 items-center gap-2 rounded-md border border-line-input bg-control pr-1 pl-2 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus pointer-coarse:h-11">
      <Search size={14} className="shrink-0 text-text-3" />
      <input
        type="search"
        value={search.text}
        onChange={({ target }) => search.setText(target.value)}
        onKeyDown={onKeyDown}
        placeholder="Titles and messages"
        aria-label="Search titles and messages"
        maxLength={200}
        // biome-ignore lint/a11y/noAutofocus: the user just opened this field.
        autoFocus
        className="min-w-0 flex-1 bg-transparent outline-none placeholder:text-text-3 [&::-webkit-search-cancel-button]:hidden"
      />
      {search.text && (
        <Button variant="ghost" size="tiny" isIcon aria-label="Clear search" onClick={() => search.setText('')}>
          <X size={12} />
        </Button>
      )}
    </div>
  );
}

function FoundChats() {
  const { search } = useChats();
  const { entries, by, isBusy, problem } = search;
  const count = `${entries.length}${search.hasMore ? '+' : ''} ${entries.length === 1 ? 'chat' : 'chats'}`;
  const isNothing = !isBusy && entries.length === 0 && problem === null;
  return (
    <section aria-label="Search results" aria-busy={isBusy} className="pt-3">
      <p role="status" className="px-2 pb-1 text-micro font-medium text-text-3">
        {isBusy ? 'Searching …' : isNothing || problem ? '' : count}
      </p>
      {problem && (
        <Note tone="danger" role="alert">
          {problem}{' '}
          <button type="button" className="font-medium underline" onClick={search.tryAgain}>
            Try again
          </button>
        </Note>
      )}
      {isNothing && (
        <div className="px-2" role="status">
          <p className="break-words">No results for “{by}”.</p>
          <p className="mt-0.5 text-meta text-text-3">A chat must contain every word, in its title or in a message.</p>
          <Button size="small" className="mt-3" onClick={() => search.setText('')}>
            Show all chats
          </Button>
        </div>
      )}
      <ul className={classNames('flex flex-col gap-0.5', isBusy && 'opacity-60')}>
        {entries.map((entry) => (
          <HistoryEntry key={entry.id} entry={entry} isToday={false} foundBy={by} />
        ))}
      </ul>
      {search.hasMore && (
        <More
          label={search.isLoadingMore ? 'Loading …' : 'Show more'}
          isBusy={search.isLoadingMore}
          onClick={() => void search.loadMore()}
        />
      )}
    </section>
  );
}

function AllChats() {
  const { entries, now, hasMore, isLoadingOlder, loadOlder } = useChats();
  if (entries.length === 0)
    return (
      <div className="px-2 pt-4 text-meta text-text-3">
        <MessageSquareText size={16} strokeWidth={1.6} className="mb-1.5" />
        <p>Your chats appear here.</p>
      </div>
    );
  return (
    <>
      {groupByAge(entries, now).map(({ label, entries: group }) => (
        <section key={label} aria-label={label}>
          <h3 className="px-2 pt-4 pb-1 text-micro font-medium text-text-3">{label}</h3>
          <ul className="flex flex-col gap-0.5">
            {group.map((entry) => (
              <HistoryEntry key={entry.id} entry={entry} isToday={label === 'Today'} foundBy="" />
            ))}
          </ul>
        </section>
      ))}
      {hasMore && (
        <More
          label={isLoadingOlder ? 'Loading …' : 'Load older'}
          isBusy={isLoadingOlder}
          onClick={() => void loadOlder()}
        />
      )}
    </>
  );
}

/** Loads more entries; the last entry gets the focus when the button disappears. */
function More({ label, isBusy = false, onClick }: { label: string; isBusy?: boolean; onClick: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const { current } = button;
    const nav = current?.closest('nav');
    return () => {
      if (document.activeElement === document.body) nav?.querySelector<HTMLElement>('li:last-child a')?.focus();
    };
  }, []);
  return (
    <Button
      ref={button}
      variant="ghost"
      size="small"
      className="mt-2 shrink-0"
      aria-disabled={isBusy}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}
