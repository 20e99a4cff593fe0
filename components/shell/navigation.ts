import {
  CircleDollarSign,
  Columns3,
  LayoutDashboard,
  List,
  type LucideIcon,
  MessageSquareText,
  Plug,
  Route,
  Settings,
  Users,
} from 'lucide-react';

export interface NavigationItem {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Keyboard shortcut, pressed in sequence. */
  keys: string;
}

/** The sidebar's entries by group. */
export const NAVIGATION: NavigationItem[][] = [
  [
    { href: '/playground', label: 'Playground', icon: MessageSquareText, keys: 'g p' },
    { href: '/compare', label: 'Compare', icon: Columns3, keys: 'g c' },
  ],
  [
    { href: '/overview', label: 'Overview', icon: LayoutDashboard, keys: 'g o' },
    { href: '/costs', label: 'Costs', icon: CircleDollarSign, keys: 'g m' },
    { href: '/requests', label: 'Requests', icon: List, keys: 'g r' },
    { href: '/routing', label: 'Routing', icon: Route, keys: 'g t' },
  ],
  [
    { href: '/providers', label: 'Providers', icon: Plug, keys: 'g v' },
    { href: '/teams', label: 'Teams', icon: Users, keys: 'g e' },
    { href: '/settings', label: 'Settings', icon: Settings, keys: 'g s' },
  ],
];

export function isCurrent(pathname: string, { href }: NavigationItem): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
