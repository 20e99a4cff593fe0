'use client';
import { Keyboard, SunMoon } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Palette } from '../palette/palette';
import type { OnFind } from '../palette/use-palette-search';
import { useShortcuts } from '../shortcuts/shortcuts';
import { ShortcutsDialog } from '../shortcuts/shortcuts-dialog';
import { NAVIGATION } from './navigation';
import { nextTheme } from './theme-switch';

interface FrameKeysProps {
  isPaletteOpen: boolean;
  onPaletteOpenChange: (isOpen: boolean) => void;
  onFind: OnFind;
}

/** Global shortcuts, the command palette and the list of shortcuts. */
export function FrameKeys({ isPaletteOpen, onPaletteOpenChange, onFind }: FrameKeysProps) {
  const router = useRouter();
  const [isListOpen, setListOpen] = useState(false);
  const searchPage = () => {
    const field = [...document.querySelectorAll<HTMLElement>('main [type=search]')].find((one) => one.offsetParent);
    if (field) field.focus();
    else onPaletteOpenChange(true);
  };
  useShortcuts('Everywhere', [
    { keys: 'mod+k', label: 'Search or jump to', inFields: true, run: () => onPaletteOpenChange(!isPaletteOpen) },
    { keys: '?', label: 'Keyboard shortcuts', icon: Keyboard, isAction: true, run: () => setListOpen(true) },
    // Pages with their own search use this key for it.
    { keys: '/', label: 'Search this page', run: searchPage },
    { keys: 'Escape', label: 'Close or go back', isDisplayOnly: true, run: () => undefined },
    { keys: 'shift+d', label: 'Switch theme', icon: SunMoon, isAction: true, run: nextTheme },
  ]);
  useShortcuts(
    'Go to',
    NAVIGATION.flat().map(({ href, label, keys, icon }) => ({ keys, label, href, icon, run: () => router.push(href) })),
  );
  return (
    <>
      <Palette isOpen={isPaletteOpen} onOpenChange={onPaletteOpenChange} onFind={onFind} />
      <ShortcutsDialog isOpen={isListOpen} onOpenChange={setListOpen} />
    </>
  );
}
