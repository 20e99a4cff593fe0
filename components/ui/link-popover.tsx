'use client';
import { useSearchParams } from 'next/navigation';
import { Popover } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';

interface LinkPopoverProps {
  trigger: ReactNode;
  /** Accessible name. */
  label: string;
  children: ReactNode;
  align?: 'start' | 'end';
}

/** A popover of links that closes on navigation. */
export function LinkPopover({ trigger, label, children, align = 'start' }: LinkPopoverProps) {
  const [isOpen, setOpen] = useState(false);
  const query = useSearchParams().toString();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a selection changes the query.
  useEffect(() => setOpen(false), [query]);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align={align}
          sideOffset={4}
          collisionPadding={16}
          aria-label={label}
          className="pop-in z-30 max-h-[min(420px,70vh)] min-w-[200px] max-w-[calc(100vw-32px)] overflow-auto rounded-md border border-line-overlay bg-overlay p-1 shadow-pop"
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
