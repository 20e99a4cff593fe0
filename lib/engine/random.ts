/** A reproducible generator of numbers in [0, 1) (mulberry32): the same seed gives the same sequence everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws `count` distinct numbers below `limit` in random order (partial Fisher-Yates). */
export function sampleIndices(limit: number, count: number, random: () => number): Int32Array {
  const all = Int32Array.from({ length: limit }, (_, i) => i);
  const taken = Math.min(limit, count);
  for (let i = 0; i < taken; i++) {
    const other = i + Math.floor(random() * (limit - i));
    const swapped = all[i] as number;
    all[i] = all[other] as number;
    all[other] = swapped;
  }
  return all.slice(0, taken);
}
