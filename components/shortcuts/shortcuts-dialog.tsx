'use client';
import { Info, Search, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useFocusBack } from '../browser/use-focus-back';
import { Button } from '../ui/button';
import { Found } from '../ui/found';
import { KeyCaps } from './key-caps';
import { type Shortcut, type ShortcutSection, useShortcutSections } from './shortcuts';
import { areSingleKeysEnabled, setSingleKeys } from './single-keys';

interface ShortcutsDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** All shortcuts of the current page. */
export function ShortcutsDialog({ isOpen, onOpenChange }: ShortcutsDialogProps) {
  const focusBack = useFocusBack(isOpen);
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={focusBack}
          className="fixed top-[min(84px,8vh)] left-1/2 z-50 flex max-h-[84vh] w-[min(880px,calc(100vw-32px))] -translate-x-1/2 flex-col overflow-hidden rounded-xl border border-line-overlay bg-overlay shadow-pop"
        >
          <Content />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Content() {
  const sectionsNow = useShortcutSections();
  const [sections] = useState(sectionsNow);
  const [search, setSearch] = useState('');
  const shown = sections
    .map((section) => ({ ...section, shortcuts: section.shortcuts.filter(({ label }) => holds(label, search)) }))
    .filter(({ shortcuts }) => shortcuts.length > 0);
  return (
    <>
      <header className="flex min-h-14 shrink-0 flex-wrap items-center gap-3 border-b border-line-subtle py-2 pr-3 pl-6 max-[640px]:pl-4">
        <Dialog.Title className="flex-1 text-[15px] font-semibold whitespace-nowrap">Keyboard shortcuts</Dialog.Title>
        <label className="flex h-8 w-[232px] items-center gap-2 rounded-md border border-line-input bg-control px-2 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus max-[640px]:order-last max-[640px]:w-full pointer-coarse:h-11">
          <Search size={14} className="shrink-0 text-text-3" />
          <input
            type="search"
            value={search}
            onChange={({ target }) => setSearch(target.value)}
            placeholder="Find a shortcut"
            aria-label="Find a shortcut"
            className="min-w-0 flex-1 bg-transparent outline-none placeholder:text-text-3"
          />
        </label>
        <Dialog.Close asChild>
          <Button variant="ghost" size="small" isIcon aria-label="Close">
            <X size={14} />
          </Button>
        </Dialog.Close>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-6 py-5 max-[640px]:px-4">
        {shown.length === 0 && (
          <p role="status" className="text-text-2">
            No shortcuts match “{search.trim()}”.
          </p>
        )}
        <div className="grid grid-cols-3 gap-x-10 max-[860px]:grid-cols-2 max-[640px]:grid-cols-1">
          {columnsOf(shown).map((column) => (
            <div key={column[0]?.title}>
              {column.map((section) => (
                <Section key={section.title} section={section} search={search} />
              ))}
            </div>
          ))}
        </div>
      </div>
      <Foot />
    </>
  );
}

/** Columns: global shortcuts, navigation, and the page's own. */
function columnsOf(sections: ShortcutSection[]): ShortcutSection[][] {
  const [everywhere, ...others] = sections.map((section) => [section]);
  const page = others.filter(([section]) => section?.title !== 'Go to');
  const goTo = others.filter(([section]) => section?.title === 'Go to');
  return [everywhere ?? [], ...goTo, ...page].filter((column) => column.length > 0);
}

function Section({ section: { title, shortcuts }, search }: { section: ShortcutSection; search: string }) {
  return (
    <section aria-label={title} className="mb-5">
      <h3 className="mb-1 font-semibold">{title}</h3>
      <dl>
        {shortcuts.map((shortcut) => (
          <Row key={`${shortcut.keys} ${shortcut.label}`} shortcut={shortcut} search={search} />
        ))}
      </dl>
    </section>
  );
}

function Row({ shortcut: { label, keys, keysInEmptyField }, search }: { shortcut: Shortcut; search: string }) {
  return (
    <div className="flex min-h-7 break-inside-avoid items-center gap-2 border-line-subtle text-text-2 not-first:border-t">
      <dt className="min-w-0 flex-1 truncate" title={label}>
        <Found text={label} search={search} />
      </dt>
      <dd className="flex items-center gap-1 text-micro text-text-3">
        {keysInEmptyField && (
          <span className="flex items-center gap-1" title="While the message field is empty">
            <KeyCaps keys={keysInEmptyField} /> or
          </span>
        )}
        <KeyCaps keys={keys} />
      </dd>
    </div>
  );
}

function Foot() {
  const [isOn, setOn] = useState(areSingleKeysEnabled);
  const turn = (next: boolean) => {
    setSingleKeys(next);
    setOn(next);
  };
  return (
    <footer className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line-subtle bg-surface-2 px-6 py-2 text-meta text-text-3 max-[640px]:px-4">
      <span className="flex items-center gap-1.5">
        <Info size={14} className="shrink-0" /> Single keys work while no text field is focused.
      </span>
      <label className="ml-auto flex items-center gap-2 pointer-coarse:min-h-11">
        <input type="checkbox" checked={isOn} onChange={({ target }) => turn(target.checked)} />
        Single keys
      </label>
    </footer>
  );
}

function holds(label: string, search: string): boolean {
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => label.toLowerCase().includes(word));
}
