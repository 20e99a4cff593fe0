'use client';
import { Braces, Ellipsis, FileText } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Button } from '../../ui/button';
import { MenuItem } from '../../ui/menu';
import { ChatActions } from './chat-actions';
import { useChats } from './chats-provider';

interface ChatMenuProps {
  conversationId: string;
  title: string;
  /** Last message of the shown branch. */
  leafId: string;
  onRename: () => void;
}

/** The menu of the open chat. */
export function ChatMenu({ conversationId, title, leafId, onRename }: ChatMenuProps) {
  const { entries } = useChats();
  const isPinned = entries.find(({ id }) => id === conversationId)?.isPinned ?? false;
  const exportHref = (format: string) =>
    `/api/chat/export?${new URLSearchParams({ id: conversationId, format, leaf: leafId })}`;
  return (
    <ChatActions
      chat={{ id: conversationId, title, isPinned }}
      onRename={onRename}
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
      <MenuItem icon={FileText} href={exportHref('md')}>
        Export as Markdown
      </MenuItem>
      <MenuItem icon={Braces} href={exportHref('json')}>
        Export as JSON
      </MenuItem>
    </ChatActions>
  );
}
