const WARM_UP = 400;
const RUNS = 2_000;

export interface Timings {
  p50Ms: number;
  p95Ms: number;
}

/** Warms up a short function, then times each of its runs. */
export function measureTimings(run: (i: number) => void): Timings {
  for (let i = 0; i < WARM_UP; i++) run(i);
  const times = Array.from({ length: RUNS }, (_, i) => {
    const startedAt = performance.now();
    run(i);
    return performance.now() - startedAt;
  }).sort((a, b) => a - b);
  const at = (share: number) => Number((times[Math.floor(RUNS * share)] as number).toFixed(4));
  return { p50Ms: at(0.5), p95Ms: at(0.95) };
}
