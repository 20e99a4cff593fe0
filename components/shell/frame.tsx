'use client';
import { Menu, Search } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { signOut } from 'next-auth/react';
import { type ReactNode, useEffect, useState } from 'react';
import { Bell } from '../alerts/bell';
import type { AlertNews, OnSeen } from '../alerts/notifications';
import { useNotifications } from '../alerts/use-notifications';
import type { OnFind } from '../palette/use-palette-search';
import { ShortcutsProvider } from '../shortcuts/shortcuts';
import { Button } from '../ui/button';
import { Sheet } from '../ui/sheet';
import { FrameKeys } from './frame-keys';
import { isCurrent, NAVIGATION } from './navigation';
import { Sidebar } from './sidebar';
import type { OwnTeams } from './team-switcher';

interface FrameProps {
  teams: OwnTeams;
  user: { name: string; email: string };
  /** A banner above the page, such as the sandbox notice. */
  banner?: ReactNode;
  /** Budget alerts that are new to the user. */
  alerts: { initial: AlertNews[]; isAdmin: boolean; onSeen: OnSeen };
  /** Finds the user's chats for the palette. */
  onFind: OnFind;
  children: ReactNode;
}

/** The sidebar next to the page; a rail below 1100 px, a sheet on a phone. */
export function Frame(props: FrameProps) {
  return (
    <ShortcutsProvider>
      <FrameAround {...props} />
    </ShortcutsProvider>
  );
}

function FrameAround({ teams, user, banner, alerts, onFind, children }: FrameProps) {
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const search = () => setPaletteOpen(true);
  const notifications = useNotifications(alerts.initial, alerts.onSeen);
  const bell = { alerts: notifications.alerts, isAdmin: alerts.isAdmin, onDismiss: notifications.dismiss };
  const leave = () => signOut({ callbackUrl: '/login' });
  return (
    <div className="grid min-h-dvh grid-cols-[224px_minmax(0,1fr)] max-[1100px]:grid-cols-[56px_minmax(0,1fr)] max-[640px]:block">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-overlay px-3 py-2 focus:not-sr-only focus:absolute focus:m-2"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 h-dvh border-r border-line-subtle bg-sidebar max-[640px]:hidden">
        <Sidebar teams={teams} user={user} bell={<Bell {...bell} side="right" />} onSearch={search} onSignOut={leave} />
      </aside>
      <TopBar teams={teams} user={user} bell={<Bell {...bell} side="bottom" />} onSearch={search} onSignOut={leave} />
      <main id="main" className="flex min-w-0 flex-col">
        {banner}
        {children}
      </main>
      <FrameKeys isPaletteOpen={isPaletteOpen} onPaletteOpenChange={setPaletteOpen} onFind={onFind} />
    </div>
  );
}

interface TopBarProps extends Pick<FrameProps, 'teams' | 'user'> {
  bell: ReactNode;
  onSearch: () => void;
  onSignOut: () => void;
}

function TopBar({ teams, user, bell, onSearch, onSignOut }: TopBarProps) {
  const pathname = usePathname();
  const [isOpen, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: navigation closes the sheet.
  useEffect(() => setOpen(false), [pathname]);
  const title = NAVIGATION.flat().find((item) => isCurrent(pathname, item))?.label ?? 'A3M Router';
  return (
    <div className="sticky top-0 z-10 hidden h-13 items-center gap-1 border-b border-line-subtle bg-surface px-2 max-[640px]:flex">
      <Sheet
        title="Menu"
        side="left"
        isOpen={isOpen}
        onOpenChange={setOpen}
        className="w-[280px] border-r border-line-overlay bg-sidebar"
        trigger={
          <Button variant="ghost" aria-label="Menu" className="size-11 px-0!">
            <Menu size={20} />
          </Button>
        }
      >
        <Sidebar
          teams={teams}
          user={user}
          onSearch={() => {
            setOpen(false);
            onSearch();
          }}
          onSignOut={onSignOut}
          isSheet
        />
      </Sheet>
      <span className="text-[15px] font-semibold">{title}</span>
      <span className="ml-auto flex items-center">
        {bell}
        <Button variant="ghost" aria-label="Search or jump to" className="size-11 px-0!" onClick={onSearch}>
          <Search size={20} />
        </Button>
      </span>
    </div>
  );
}
