'use client';

import { LogOut, Search } from 'lucide-react';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { KeyCaps } from '../shortcuts/key-caps';
import { Button } from '../ui/button';
import { classNames } from '../ui/class-names';
import { Link } from '../ui/link';
import { isCurrent, NAVIGATION, type NavigationItem } from './navigation';
import { type OwnTeams, TeamSwitcher } from './team-switcher';
import { ThemeSwitch } from './theme-switch';

export interface SidebarProps {
  teams: OwnTeams;
  user: { name: string; email: string };
  /** Opens the palette. */
  onSearch: () => void;
  onSignOut: () => void;
  bell?: ReactNode;
  /** Labels stay visible; a rail hides them below 1100 px. */
  isSheet?: boolean;
}

/** Team, navigation and user. */
export function Sidebar({ teams, user, onSearch, onSignOut, bell, isSheet = false }: SidebarProps) {
  const label = isSheet ? '' : 'max-[1100px]:sr-only';
  return (
    <div className="flex h-full flex-col p-3">
      <TeamSwitcher teams={teams} labelClass={label} />
      <SearchButton labelClass={label} onClick={onSearch} />
      <nav aria-label="Main" className="flex flex-col gap-3">
        {NAVIGATION.map((group) => (
          <ul key={group[0]?.href} className="flex flex-col gap-0.5">
            {group.map((item) => (
              <NavigationLink key={item.href} item={item} labelClass={label} />
            ))}
          </ul>
        ))}
      </nav>
      <div
        className={classNames(
          '-mx-3 mt-auto flex items-center gap-2 border-t border-line-subtle px-3 pt-2',
          !isSheet && 'max-[1100px]:flex-col',
        )}
      >
        <span
          aria-hidden
          className="grid size-6 shrink-0 place-items-center rounded-full bg-surface-3 text-[10px] font-semibold text-text-2"
        >
          {initials(user.name)}
        </span>
        <span className={classNames('min-w-0 flex-1 truncate', label)} title={user.email}>
          {user.name}
        </span>
        {bell}
        <ThemeSwitch />
        <Button variant="ghost" size="small" isIcon aria-label="Sign out" title="Sign out" onClick={onSignOut}>
          <LogOut size={14} />
        </Button>
      </div>
    </div>
  );
}

/** Looks like the search field that it opens. */
function SearchButton({ labelClass, onClick }: { labelClass: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      title="Search or jump to"
      className="mb-3 flex h-8 shrink-0 items-center gap-2 rounded-md border border-line-control bg-control px-2 text-text-2 shadow-xs hover:bg-surface-3 pointer-coarse:h-11"
    >
      <Search size={14} className="shrink-0 text-text-3" />
      <span className={classNames('flex-1 text-left whitespace-nowrap', labelClass)}>Search or jump to</span>
      <span aria-hidden className={classNames('pointer-coarse:hidden', labelClass)}>
        <KeyCaps keys="mod+k" isTight />
      </span>
    </button>
  );
}

function NavigationLink({ item, labelClass }: { item: NavigationItem; labelClass: string }) {
  const isOn = isCurrent(usePathname(), item);
  const Icon = item.icon;
  return (
    <li>
      <Link
        href={item.href}
        aria-current={isOn ? 'page' : undefined}
        title={item.label}
        className={classNames(
          'flex h-8 items-center gap-2 rounded-md px-2 pointer-coarse:h-11',
          isOn ? 'bg-selected font-medium text-text' : 'font-[450] text-text-2 hover:bg-hover [&_svg]:text-text-3',
        )}
      >
        <Icon size={16} strokeWidth={1.75} className="shrink-0" />
        <span className={labelClass}>{item.label}</span>
      </Link>
    </li>
  );
}

function initials(name: string): string {
  const [first = '?', second = ''] = name.split(/\s+/);
  return `${first.charAt(0)}${second.charAt(0)}`.toUpperCase();
}
