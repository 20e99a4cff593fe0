/** Where somebody who signs in wanted to go: a place in here that a link may lead to, or null. */
export function returnTo(wanted: unknown): string | null {
  return typeof wanted === 'string' && /^\/shared\/\w{1,64}$/.test(wanted) ? wanted : null;
}
