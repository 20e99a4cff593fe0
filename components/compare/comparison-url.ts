/** URL path of a comparison. */
export function comparisonPath(id: string): string {
  return `/compare/${id}`;
}

/** The comparison id in a path; null for a new comparison, undefined for other pages. */
export function comparisonIdIn(path: string): string | null | undefined {
  if (path === '/compare') return null;
  return /^\/compare\/(cmp_[0-9A-Za-z]+)$/.exec(path)?.[1];
}
