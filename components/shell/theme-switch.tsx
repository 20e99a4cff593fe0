'use client';
import { Moon, Sun, SunMoon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../ui/button';
import { isTheme, THEME_COOKIE, type Theme } from './theme';

const YEAR_SECONDS = 365 * 24 * 3600;
const NEXT: Record<Theme | 'system', Theme | 'system'> = { system: 'light', light: 'dark', dark: 'system' };
const ICONS = { system: SunMoon, light: Sun, dark: Moon };

/** System, light, dark, and round again. Kept in a cookie, so that the server paints it right the first time. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme | 'system'>('system');
  useEffect(() => {
    const { theme: current } = document.documentElement.dataset;
    if (isTheme(current)) setTheme(current);
  }, []);
  const Icon = ICONS[theme];
  const choose = () => {
    const next = NEXT[theme];
    setTheme(next);
    apply(next);
  };
  return (
    <Button
      variant="ghost"
      size="small"
      isIcon
      aria-label={`Theme: ${theme}. Switch to ${NEXT[theme]}.`}
      title={`Theme: ${theme}`}
      onClick={choose}
    >
      <Icon size={14} />
    </Button>
  );
}

function apply(theme: Theme | 'system') {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
  const age = theme === 'system' ? 0 : YEAR_SECONDS;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support.
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${age}; samesite=lax`;
}
