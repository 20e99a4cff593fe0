/** Expected cost of a future day, or of the rest of today. */
export interface GhostDay {
  day: string;
  expectedNanoUsd: number;
  lowNanoUsd: number;
  highNanoUsd: number;
}

/** One bucket of the chart. */
export interface BarPoint {
  at: string;
  costs: number[];
  ghost: GhostDay | null;
}
