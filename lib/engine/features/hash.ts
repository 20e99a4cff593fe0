/** FNV-1a over 16-bit units: one multiplication a unit, so that an n-gram grows by a step instead of a substring. */
export const HASH_START = 0x811c9dc5 | 0;

/** Takes one more unit (a character or another hash) into a hash. */
export function mix(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** Spreads a hash over all 32 bits (the finaliser of MurmurHash3): FNV's upper bits alone are uneven for short input. */
export function spread(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
