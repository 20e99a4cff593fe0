/** Where a comparison is found again. */
export function comparisonPath(id: string): string {
  return `/compare/${id}`;
}

/** The comparison that a path leads to; null where it is a new one, undefined where it is none at all. */
export function comparisonIdIn(path: string): string | null | undefined {
  if (path === '/compare') return null;
  return /^\/compare\/(cmp_[0-9A-Za-z]+)$/.exec(path)?.[1];
}
