/** Seconds until a first token: fast models answer within half a second, reasoning ones think for a minute. */
export const FIRST_TOKEN_SECONDS = [0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8, 13, 20, 30, 60];

/** Seconds for a complete answer, up to the longest that a call may take. */
export const ANSWER_SECONDS = [0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 13, 20, 30, 45, 60, 120, 300, 600];

/** A histogram of durations: counts by bound, the total count and the sum. */
export class Timing {
  count = 0;
  sum = 0;
  /** By bound, ascending; the last counts durations above all bounds. */
  private readonly within: number[];
  private readonly bounds: number[];

  constructor(bounds: number[]) {
    this.bounds = bounds;
    this.within = Array(bounds.length + 1).fill(0);
  }

  add(ms: number): void {
    const seconds = ms / 1000;
    let i = 0;
    while (i < this.bounds.length && seconds > (this.bounds[i] ?? 0)) i++;
    this.within[i] = (this.within[i] ?? 0) + 1;
    this.count++;
    this.sum += seconds;
  }

  /** Cumulative, as in Prometheus: each bound includes all smaller durations. */
  cumulative(): { le: string; count: number }[] {
    let count = 0;
    const below = this.bounds.map((bound, i) => {
      count += this.within[i] ?? 0;
      return { le: String(bound), count };
    });
    return [...below, { le: '+Inf', count: this.count }];
  }
}
