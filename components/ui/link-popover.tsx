'use client';
import { useSearchParams } from 'next/navigation';
import { Popover } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';

interface LinkPopoverProps {
  trigger: ReactNode;
  /** What is chosen here, for those who do not see it. */
  label: string;
  children: ReactNode;
  align?: 'start' | 'end';
}

/** Choices that are links into the URL: going somewhere closes it. */
export function LinkPopover({ trigger, label, children, align = 'start' }: LinkPopoverProps) {
  const [isOpen, setOpen] = useState(false);
  const query = useSearchParams().toString();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a choice changes the query.
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
