/** The page to open after login: a path that links may lead to, or null. */
export function returnTo(wanted: unknown): string | null {
  return typeof wanted === 'string' && /^\/shared\/\w{1,64}$/.test(wanted) ? wanted : null;
}
