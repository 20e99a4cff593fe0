'use client';
import { Moon, Sun, SunMoon } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button } from '../ui/button';
import { isTheme, THEME_COOKIE, type Theme } from './theme';

const YEAR_SECONDS = 365 * 24 * 3600;
type Choice = Theme | 'system';
const NEXT: Record<Choice, Choice> = { system: 'light', light: 'dark', dark: 'system' };
const ICONS = { system: SunMoon, light: Sun, dark: Moon };

/** Cycles through system, light and dark. Stored in a cookie so that the server renders the theme. */
export function ThemeSwitch() {
  const theme = useSyncExternalStore(subscribe, chosen, () => 'system' as const);
  const Icon = ICONS[theme];
  return (
    <Button
      variant="ghost"
      size="small"
      isIcon
      aria-label={`Theme: ${theme}. Switch to ${NEXT[theme]}.`}
      title={`Theme: ${theme}`}
      onClick={nextTheme}
    >
      <Icon size={14} />
    </Button>
  );
}

/** Switches every theme button of the page to the next theme. */
export function nextTheme(): void {
  apply(NEXT[chosen()]);
  for (const listener of listeners) listener();
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function chosen(): Choice {
  const { theme } = document.documentElement.dataset;
  return isTheme(theme) ? theme : 'system';
}

function apply(theme: Choice) {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
  const age = theme === 'system' ? 0 : YEAR_SECONDS;
  // biome-ignore lint/suspicious/noDocumentCookie: not every supported browser has the Cookie Store API.
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${age}; samesite=lax`;
}
