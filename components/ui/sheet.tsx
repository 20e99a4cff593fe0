'use client';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

interface SheetProps {
  /** For screen readers; the content has its own heading. */
  title: string;
  side: 'left' | 'right';
  trigger: ReactNode;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** Width, background and border. */
  className: string;
  onEscapeKeyDown?: (event: KeyboardEvent) => void;
  children: ReactNode;
}

/** A modal panel at the edge of the window. Escape and a press on the backdrop close it. */
export function Sheet(props: SheetProps) {
  const { title, side, trigger, isOpen, onOpenChange, className, onEscapeKeyDown, children } = props;
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Trigger asChild>{trigger}</Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-20 bg-backdrop" />
        <Dialog.Content
          aria-describedby={undefined}
          {...(onEscapeKeyDown && { onEscapeKeyDown })}
          className={classNames('fixed inset-y-0 z-30', side === 'left' ? 'left-0' : 'right-0', className)}
        >
          <Dialog.Title className="sr-only">{title}</Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Closes the sheet around it. */
export const SheetClose = Dialog.Close;
