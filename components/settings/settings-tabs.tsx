'use client';
import { usePathname } from 'next/navigation';
import { SegmentedLinks } from '../form/segmented-links';

const TABS = [
  { href: '/settings', label: 'General' },
  { href: '/settings/prices', label: 'Prices' },
  { href: '/settings/alerts', label: 'Alerts' },
  { href: '/teams', label: 'Teams' },
];

export function SettingsTabs() {
  const pathname = usePathname();
  return (
    <SegmentedLinks label="Settings" options={TABS.map((tab) => ({ ...tab, isCurrent: tab.href === pathname }))} />
  );
}
