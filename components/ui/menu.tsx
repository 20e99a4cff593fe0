'use client';
import type { LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

interface MenuProps {
  /** A `DropdownMenu.Trigger`. */
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'end';
  onCloseAutoFocus?: (event: Event) => void;
}

/** A dropdown menu. */
export function Menu({ trigger, children, align = 'end', onCloseAutoFocus }: MenuProps) {
  return (
    <DropdownMenu.Root>
      {trigger}
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={12}
          onCloseAutoFocus={onCloseAutoFocus}
          className="pop-in z-50 min-w-[184px] rounded-md border border-line-overlay bg-overlay p-1 shadow-pop"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface MenuItemProps {
  icon: LucideIcon;
  children: ReactNode;
  /** The equivalent shortcut. */
  hint?: string;
  isDanger?: boolean;
  isDisabled?: boolean;
  /** Makes the item a download link. */
  href?: string;
  onSelect?: () => void;
}

const ITEM =
  'flex h-8 cursor-pointer items-center gap-2 rounded-sm px-2 outline-none select-none data-disabled:text-text-disabled data-highlighted:bg-hover pointer-coarse:h-11 [&_svg]:text-text-3';

export function MenuItem({ icon: Icon, children, hint, isDanger, isDisabled = false, href, onSelect }: MenuItemProps) {
  const content = (
    <>
      <Icon size={14} className="shrink-0" />
      <span className="flex-1 whitespace-nowrap">{children}</span>
      {hint && <span className="ml-4 text-micro text-text-3 pointer-coarse:hidden">{hint}</span>}
    </>
  );
  return (
    <DropdownMenu.Item
      asChild={href !== undefined}
      disabled={isDisabled}
      onSelect={() => onSelect?.()}
      className={classNames(ITEM, isDanger && 'text-danger-text [&_svg]:text-danger-text')}
    >
      {href === undefined ? (
        content
      ) : (
        <a href={href} download>
          {content}
        </a>
      )}
    </DropdownMenu.Item>
  );
}
