'use client';
import { Pencil, Pin, PinOff, Trash2 } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Menu, MenuItem } from '../../ui/menu';
import { useChats } from './chats-provider';

interface ChatActionsProps {
  chat: { id: string; title: string; isPinned: boolean };
  /** A `DropdownMenu.Trigger`. */
  trigger: ReactNode;
  align?: 'start' | 'end';
  onRename: () => void;
  /** More items, before Delete. */
  children?: ReactNode;
}

/** The menu of actions on a chat. */
export function ChatActions({
  chat: { id, title, isPinned },
  trigger,
  align = 'end',
  onRename,
  children,
}: ChatActionsProps) {
  const { pin, remove } = useChats();
  const isRenaming = useRef(false);
  return (
    <Menu
      align={align}
      trigger={trigger}
      // The title field takes the focus then.
      onCloseAutoFocus={(event) => {
        if (isRenaming.current) event.preventDefault();
        isRenaming.current = false;
      }}
    >
      <MenuItem
        icon={Pencil}
        hint="F2"
        onSelect={() => {
          isRenaming.current = true;
          // After the menu has released the focus.
          setTimeout(onRename);
        }}
      >
        Rename
      </MenuItem>
      <MenuItem icon={isPinned ? PinOff : Pin} onSelect={() => void pin(id, !isPinned)}>
        {isPinned ? 'Unpin' : 'Pin'}
      </MenuItem>
      {children}
      <MenuItem icon={Trash2} isDanger onSelect={() => void remove({ id, title })}>
        Delete
      </MenuItem>
    </Menu>
  );
}
