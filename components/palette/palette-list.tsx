'use client';
import { Box, Command, CornerDownRight, FileText, List, MessageSquareText, Users } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ProviderDot } from '../models/model-name';
import { KeyCaps } from '../shortcuts/key-caps';
import { classNames } from '../ui/class-names';
import { Found } from '../ui/found';
import type { PaletteGroup, PaletteItem } from './palette-results';

const ICONS = {
  Jump: CornerDownRight,
  Pages: FileText,
  Chats: MessageSquareText,
  Requests: List,
  Models: Box,
  Teams: Users,
  Actions: Command,
};
const headOf = (group: PaletteGroup) => (group === 'Jump' ? 'Jump to' : group);

export const optionId = (listId: string, at: number) => `${listId}-${at}`;

interface PaletteListProps {
  id: string;
  items: PaletteItem[];
  /** The result that Enter opens. */
  chosen: number;
  search: string;
  onChoose: (at: number) => void;
  onGo: (item: PaletteItem, inNewTab: boolean) => void;
}

/** The grouped results; the focus stays in the search field. */
export function PaletteList({ id, items, chosen, search, onChoose, onGo }: PaletteListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[id="${optionId(id, chosen)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [id, chosen]);
  const groups = [...new Set(items.map(({ group }) => group))];
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="Results"
      className="min-h-0 flex-1 overflow-y-auto px-2 pt-1 pb-2"
    >
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: options in a listbox are grouped this way.
        <div key={group} role="group" aria-label={headOf(group)}>
          <div aria-hidden className="px-3 pt-2 pb-1 text-micro font-medium text-text-3">
            {headOf(group)}
          </div>
          {items.map((item, at) =>
            item.group === group ? (
              <Option
                key={item.id}
                id={optionId(id, at)}
                item={item}
                search={search}
                isChosen={at === chosen}
                onPoint={() => onChoose(at)}
                onGo={(inNewTab) => onGo(item, inNewTab)}
              />
            ) : null,
          )}
        </div>
      ))}
    </div>
  );
}

interface OptionProps {
  id: string;
  item: PaletteItem;
  search: string;
  isChosen: boolean;
  onPoint: () => void;
  onGo: (inNewTab: boolean) => void;
}

function Option({
  id,
  item: { group, label, detail, note, trouble, keys, icon, provider },
  search,
  isChosen,
  onPoint,
  onGo,
}: OptionProps) {
  const Icon = icon ?? ICONS[group];
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the search field has the focus and handles the keys.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      onPointerMove={isChosen ? undefined : onPoint}
      onClick={(event) => onGo(event.ctrlKey || event.metaKey)}
      className={classNames(
        'flex h-9 cursor-pointer items-center gap-3 rounded-md px-3 pointer-coarse:h-11',
        isChosen && 'bg-selected',
      )}
    >
      <span className={classNames('grid size-4 shrink-0 place-items-center', isChosen ? 'text-text' : 'text-text-3')}>
        {provider ? <ProviderDot provider={provider} /> : <Icon size={16} strokeWidth={1.75} />}
      </span>
      <span
        className={classNames(
          'min-w-0 truncate',
          group === 'Requests' && 'font-mono text-[12px]',
          detail !== undefined && 'min-[641px]:max-w-[60%] min-[641px]:shrink-0',
        )}
        title={label}
      >
        <Found text={label} search={search} />
      </span>
      <span className="min-w-0 flex-1 truncate text-meta text-text-3 max-[640px]:hidden">
        {detail && <Found text={detail} search={search} />}
      </span>
      {trouble && <span className="ml-auto shrink-0 text-micro text-danger-text tabular">{trouble}</span>}
      {note && <span className="ml-auto shrink-0 text-micro text-text-3 tabular">{note}</span>}
      {keys && (
        <span className="pointer-coarse:hidden">
          <KeyCaps keys={keys} />
        </span>
      )}
    </div>
  );
}
