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
}

/** The sidebar's entries, in groups. Only pages that exist. */
export const NAVIGATION: NavigationItem[][] = [
  [
    { href: '/playground', label: 'Playground', icon: MessageSquareText },
    { href: '/compare', label: 'Compare', icon: Columns3 },
  ],
  [
    { href: '/overview', label: 'Overview', icon: LayoutDashboard },
    { href: '/costs', label: 'Costs', icon: CircleDollarSign },
    { href: '/requests', label: 'Requests', icon: List },
    { href: '/routing', label: 'Routing', icon: Route },
  ],
  [
    { href: '/providers', label: 'Providers', icon: Plug },
    { href: '/teams', label: 'Teams', icon: Users },
    { href: '/settings', label: 'Settings', icon: Settings },
  ],
];

export function isCurrent(pathname: string, { href }: NavigationItem): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
