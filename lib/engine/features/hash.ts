/** FNV-1a over 16-bit units: one multiplication per unit, so an n-gram hash grows step by step. */
export const HASH_START = 0x811c9dc5 | 0;

/** Adds one unit (a character or another hash) to a hash. */
export function mix(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** Mixes a hash over all 32 bits (MurmurHash3's finaliser), because FNV's upper bits are uneven for short input. */
export function spread(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
