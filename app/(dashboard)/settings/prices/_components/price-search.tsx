'use client';
import { Search } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';

const WAIT_MS = 200;

/** Filters by part of the id while typing; the URL holds the text. `/` focuses it. */
export function PriceSearch() {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || (event.target as HTMLElement).closest('input, textarea, select, [role="dialog"]'))
        return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);
  const search = (text: string) => {
    // Read when the timer fires, because another filter may have changed since.
    const next = new URLSearchParams(window.location.search);
    if (text) next.set('q', text);
    else next.delete('q');
    router.replace(next.size > 0 ? `${pathname}?${next}` : pathname, { scroll: false });
  };
  return (
    <search className="flex h-8 w-64 items-center gap-2 rounded-md border border-line-input bg-control px-2.5 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus max-[640px]:w-full">
      <Search size={14} className="shrink-0 text-text-3" />
      <input
        ref={input}
        type="search"
        aria-label="Search models"
        placeholder="Model id"
        defaultValue={params.get('q') ?? ''}
        className="min-w-0 flex-1 bg-transparent text-ui outline-none placeholder:text-text-3"
        onChange={({ target: { value } }) => {
          clearTimeout(timer.current);
          timer.current = setTimeout(() => search(value.trim()), WAIT_MS);
        }}
      />
      <kbd className="text-micro text-text-3 max-[640px]:hidden">/</kbd>
    </search>
  );
}
