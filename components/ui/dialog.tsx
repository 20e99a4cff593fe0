'use client';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button';

interface DialogProps {
  title: string;
  /** One sentence: what the dialog is for. */
  purpose: string;
  trigger: ReactNode;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  children: ReactNode;
}

/** A centred modal. Escape and the overlay close it, and the focus returns to the trigger. */
export function Dialog({ title, purpose, trigger, isOpen, onOpenChange, children }: DialogProps) {
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-backdrop" />
        <Radix.Content className="fixed top-[12vh] left-1/2 z-50 flex max-h-[76vh] w-[min(560px,calc(100vw-32px))] -translate-x-1/2 flex-col overflow-auto rounded-xl border border-line-overlay bg-overlay p-5 shadow-pop">
          <div className="flex items-start gap-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-body font-semibold">{title}</Radix.Title>
              <Radix.Description className="text-text-2 text-pretty">{purpose}</Radix.Description>
            </div>
            <Radix.Close asChild>
              <Button variant="ghost" size="small" isIcon aria-label="Close">
                <X size={14} />
              </Button>
            </Radix.Close>
          </div>
          <div className="mt-4">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
