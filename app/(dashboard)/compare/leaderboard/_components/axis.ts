export interface BoardAxis {
  low: number;
  high: number;
  ticks: number[];
}

const STEPS = [50, 100, 200, 250, 500, 1_000, 2_000];
const MOST_TICKS = 8;

/** Round ticks that cover all intervals and the average of 1,000. */
export function pointsAxis(intervals: { low: number; high: number }[]): BoardAxis {
  const low = Math.min(900, ...intervals.map((interval) => interval.low));
  const high = Math.max(1_100, ...intervals.map((interval) => interval.high));
  const step = STEPS.find((size) => ticksBetween(low, high, size).length <= MOST_TICKS) ?? 5_000;
  const ticks = ticksBetween(low, high, step);
  return { low: ticks[0] ?? low, high: ticks.at(-1) ?? high, ticks };
}

function ticksBetween(low: number, high: number, step: number): number[] {
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

export const SHARE_AXIS: BoardAxis = { low: 0, high: 1, ticks: [0, 0.25, 0.5, 0.75, 1] };

/** The position of a value in percent of the axis length. */
export function placeOn({ low, high }: BoardAxis, value: number): number {
  return Number((((Math.min(high, Math.max(low, value)) - low) / (high - low)) * 100).toFixed(2));
}
