/**
 * True for an error with this name. A process holds several copies of this module (the server's bundle and Next's), so
 * `instanceof` on the class alone fails; the error classes use this check instead.
 */
export function isNamedError(value: unknown, name: string): boolean {
  return value instanceof Error && value.name === name;
}
