'use client';
import { PanelLeft } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '../ui/button';

/** The list of conversations as a sheet, under 1024 px. */
export function HistorySheet({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const [isOpen, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere closes the sheet.
  useEffect(() => setOpen(false), [pathname]);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <Button variant="ghost" size="small" isIcon aria-label="Chats" title="Chats" className="min-[1025px]:hidden">
          <PanelLeft size={16} />
        </Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-20 bg-veil" />
        <Dialog.Content aria-describedby={undefined} className="fixed inset-y-0 left-0 z-30 w-[280px] bg-bg">
          <Dialog.Title className="sr-only">Chats</Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
