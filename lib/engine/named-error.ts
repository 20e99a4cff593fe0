/**
 * True for an error of this name, whichever copy of the code made it. One process holds several copies of this module
 * (the server's bundle and Next's), so a class alone does not tell: each class answers `instanceof` by this.
 */
export function isNamedError(value: unknown, name: string): boolean {
  return value instanceof Error && value.name === name;
}
