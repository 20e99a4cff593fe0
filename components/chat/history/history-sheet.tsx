'use client';
import { PanelLeft } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Sheet } from '../../ui/sheet';
import { useChats } from './chats-provider';
import { History } from './history';

/** The chat list as a sheet below 1024 px; on wide screens the button shows the hidden list again. */
export function HistorySheet() {
  const pathname = usePathname();
  const { isPanelOpen, setPanelOpen, isSheetOpen, setSheetOpen } = useChats();
  // biome-ignore lint/correctness/useExhaustiveDependencies: navigation closes the sheet.
  useEffect(() => setSheetOpen(false), [pathname]);
  const open = (isOpen: boolean) => {
    if (isOpen && isWide()) setPanelOpen(true);
    else setSheetOpen(isOpen);
  };
  return (
    <Sheet
      title="Chats"
      side="left"
      isOpen={isSheetOpen}
      onOpenChange={open}
      className="w-[280px] bg-bg"
      // Escape in the search field or in a title ends the editing, not the sheet.
      onEscapeKeyDown={(event) => {
        if (event.target instanceof HTMLInputElement) event.preventDefault();
      }}
      trigger={
        <Button
          variant="ghost"
          size="small"
          isIcon
          aria-label="Chats"
          title="Chats"
          className={classNames('shrink-0 pointer-coarse:size-11!', isPanelOpen && 'min-[1025px]:hidden')}
        >
          <PanelLeft size={16} />
        </Button>
      }
    >
      <History />
    </Sheet>
  );
}

/** Whether the chat list fits next to the conversation. */
export function isWide(): boolean {
  return window.matchMedia('(min-width: 1025px)').matches;
}
