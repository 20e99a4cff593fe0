'use client';
import { Braces, Ellipsis, FileText, Pencil, Pin, PinOff, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import { Button } from '../ui/button';
import { Menu, MenuItem } from '../ui/menu';
import { useChats } from './chats';

interface ChatMenuProps {
  conversationId: string;
  title: string;
  /** The end of what is shown. */
  leafId: string;
  onRename: () => void;
}

/** What else can be done with the chat that is open. */
export function ChatMenu({ conversationId, title, leafId, onRename }: ChatMenuProps) {
  const { entries, pin, remove } = useChats();
  const isRenaming = useRef(false);
  const isPinned = entries.find(({ id }) => id === conversationId)?.isPinned ?? false;
  const exportHref = (format: string) =>
    `/api/chat/export?${new URLSearchParams({ id: conversationId, format, leaf: leafId })}`;
  return (
    <Menu
      onCloseAutoFocus={(event) => {
        if (isRenaming.current) event.preventDefault();
        isRenaming.current = false;
      }}
      trigger={
        <DropdownMenu.Trigger asChild>
          <Button
            variant="ghost"
            size="small"
            isIcon
            aria-label="More"
            title="More"
            className="pointer-coarse:size-11!"
          >
            <Ellipsis size={14} />
          </Button>
        </DropdownMenu.Trigger>
      }
    >
      <MenuItem
        icon={Pencil}
        hint="F2"
        onSelect={() => {
          isRenaming.current = true;
          // Once the menu has let go of the focus.
          setTimeout(onRename);
        }}
      >
        Rename
      </MenuItem>
      <MenuItem icon={isPinned ? PinOff : Pin} onSelect={() => void pin(conversationId, !isPinned)}>
        {isPinned ? 'Unpin' : 'Pin'}
      </MenuItem>
      <MenuItem icon={FileText} href={exportHref('md')}>
        Export as Markdown
      </MenuItem>
      <MenuItem icon={Braces} href={exportHref('json')}>
        Export as JSON
      </MenuItem>
      <MenuItem icon={Trash2} isDanger onSelect={() => void remove({ id: conversationId, title })}>
        Delete
      </MenuItem>
    </Menu>
  );
}
