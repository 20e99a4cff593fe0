'use client';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react';
import { useFocusBack } from '../browser/use-focus-back';
import { KeyCap, useIsMac } from '../shortcuts/key-caps';
import { isComposing } from '../shortcuts/keys';
import { useShortcutSections } from '../shortcuts/shortcuts';
import { optionId, PaletteList } from './palette-list';
import { type PaletteItem, rankResults } from './palette-results';
import { type OnFind, usePaletteSearch } from './use-palette-search';

interface PaletteProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onFind: OnFind;
}

/** The command palette: searches pages, chats, requests, models, teams and actions. */
export function Palette({ isOpen, onOpenChange, onFind }: PaletteProps) {
  const focusBack = useFocusBack(isOpen);
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={focusBack}
          className="fixed top-24 left-1/2 z-50 flex max-h-[calc(100dvh-120px)] w-[min(640px,calc(100vw-16px))] -translate-x-1/2 flex-col overflow-hidden rounded-xl border border-line-overlay bg-overlay shadow-pop max-[640px]:top-2 max-[640px]:max-h-[calc(100dvh-16px)]"
        >
          <Dialog.Title className="sr-only">Search or jump to</Dialog.Title>
          <Content onClose={() => onOpenChange(false)} onFind={onFind} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Content({ onClose, onFind }: { onClose: () => void; onFind: OnFind }) {
  const router = useRouter();
  const listId = useId();
  const own = useOwnItems();
  const [search, setSearch] = useState('');
  const found = usePaletteSearch(search, onFind);
  const results = useMemo(() => rankResults([...own, ...found.items], search), [own, found.items, search]);
  const [chosen, setChosen] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new search starts at the first result.
  useEffect(() => setChosen(0), [search]);
  const at = Math.min(chosen, Math.max(0, results.length - 1));

  const go = ({ go: target }: PaletteItem, inNewTab: boolean) => {
    onClose();
    if ('run' in target) return requestAnimationFrame(target.run);
    if (inNewTab) window.open(target.href, '_blank', 'noopener');
    else router.push(target.href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && results.length > 0) {
      event.preventDefault();
      setChosen((at + step + results.length) % results.length);
    }
    const item = results[at];
    if (event.key !== 'Enter' || !item) return;
    event.preventDefault();
    go(item, event.ctrlKey || event.metaKey);
  };

  return (
    <>
      <div className="flex h-14 shrink-0 items-center gap-3 border-b border-line-subtle pr-3 pl-5">
        <Search size={16} className="shrink-0 text-text-3" />
        <input
          value={search}
          onChange={({ target }) => setSearch(target.value)}
          onKeyDown={onKeyDown}
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={results[at] && optionId(listId, at)}
          aria-label="Search or jump to"
          placeholder="Search or jump to"
          maxLength={200}
          autoComplete="off"
          className="min-w-0 flex-1 bg-transparent text-[16px] leading-6 outline-none placeholder:text-text-3"
        />
        <button type="button" onClick={onClose} aria-label="Close" className="touch-target">
          <KeyCap>Esc</KeyCap>
        </button>
      </div>
      <PaletteList id={listId} items={results} chosen={at} search={search} onChoose={setChosen} onGo={go} />
      <p role="status" className="sr-only">
        {found.isBusy ? '' : `${results.length} ${results.length === 1 ? 'result' : 'results'}`}
      </p>
      {results.length === 0 && !found.isBusy && !found.problem && (
        <p className="px-5 pb-4 text-text-2 break-words">
          No results for “{search.trim()}”. Search covers pages, chats, models, teams, actions and the last 500
          requests. Paste an ID such as req_… to open it.
        </p>
      )}
      {found.problem && <p className="px-5 pb-3 text-danger-text">{found.problem}</p>}
      <Foot />
    </>
  );
}

/** Pages and actions at the time when the palette was opened. */
function useOwnItems(): PaletteItem[] {
  const sections = useShortcutSections();
  const [items] = useState(() =>
    sections().flatMap(({ title, shortcuts }) =>
      shortcuts
        .filter(({ isAction = false, isOn = true }) => isOn && (isAction || title === 'Go to'))
        .map(({ label, keys, run, href, icon }): PaletteItem => {
          const group = title === 'Go to' ? 'Pages' : 'Actions';
          return { id: `${group} ${label}`, group, label, keys, ...(icon && { icon }), go: href ? { href } : { run } };
        }),
    ),
  );
  return items;
}

function Foot() {
  const isMac = useIsMac();
  return (
    <footer className="flex h-10 shrink-0 items-center gap-4 border-t border-line-subtle bg-surface-2 px-5 text-meta text-text-3 max-[640px]:hidden pointer-coarse:hidden">
      <span className="flex items-center gap-1.5">
        <KeyCap>↑</KeyCap>
        <KeyCap>↓</KeyCap> move
      </span>
      <span className="flex items-center gap-1.5">
        <KeyCap>↵</KeyCap> open
      </span>
      <span className="flex items-center gap-1.5">
        <KeyCap>{isMac ? '⌘' : 'Ctrl'}</KeyCap>
        <KeyCap>↵</KeyCap> open in new tab
      </span>
      <span className="ml-auto">Paste an ID to open it</span>
    </footer>
  );
}
