/** Short working code snippets, one per language, for code prompts. */
const SNIPPETS: Record<string, { match: RegExp; code: string; notes: string }> = {
  python: {
    match: /\bpython|pandas|django|numpy|def |\.py\b/i,
    code: `from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K")


def group_by(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Group items by key, keeping their order."""
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups`,
    notes: 'It runs in one pass and keeps the order in which the items came.',
  },
  sql: {
    match: /\bsql|postgres|mysql|query|table|join\b/i,
    code: `insert into charges (idempotency_key, customer_id, cents)
values ($1, $2, $3)
on conflict (idempotency_key) do nothing
returning id;`,
    notes: 'The unique key makes a second insert a no-op, so a retry cannot charge twice.',
  },
  rust: {
    match: /\brust|cargo|borrow checker\b/i,
    code: `fn first_word(text: &str) -> Option<&str> {
    text.split_whitespace().next()
}`,
    notes: 'The slice borrows from the text, so nothing is copied.',
  },
  bash: {
    match: /\bbash|shell|terminal|command line\b/i,
    code: `#!/usr/bin/env bash
set -euo pipefail

for file in "$@"; do
  printf '%s\\t%s\\n' "$(wc -l < "$file")" "$file"
done | sort -rn`,
    notes: '`set -euo pipefail` stops at the first error instead of going on with half a result.',
  },
  css: {
    match: /\bcss|flexbox|stylesheet|media query|centered\b/i,
    code: `.panel {
  display: grid;
  place-items: center;
}

@media (max-width: 640px) {
  .panel { padding: 16px; }
}`,
    notes: 'One grid line centres in both directions; the media query holds for small screens only.',
  },
  typescript: {
    match: /./,
    code: `export function debounce<A extends unknown[]>(run: (...args: A) => void, waitMs: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (...args: A) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...args), waitMs);
  };
}`,
    notes: 'Only the last call within the wait runs; each earlier one is cancelled.',
  },
};

/** The snippet for the language named in a prompt; TypeScript if none is. */
export function snippetFor(prompt: string): { language: string; code: string; notes: string } {
  const [language, snippet] = Object.entries(SNIPPETS).find(([, { match }]) => match.test(prompt)) ?? [];
  return { language: language ?? 'text', code: snippet?.code ?? '', notes: snippet?.notes ?? '' };
}
