/** Position of free models on the logarithmic axis: below the cheapest paid model. */
export function freeModelPosition(costs: number[]): number {
  const positive = costs.filter((cost) => cost > 0);
  return positive.length === 0 ? 1 : Math.min(...positive) / 3;
}

/** 1 and 3 of each power of ten between two costs, at most eight ticks. */
export function costTicks(low: number, high: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    for (const step of [1, 3]) {
      const tick = Number((step * 10 ** power).toPrecision(1));
      if (tick >= low * 0.999 && tick <= high * 1.001) ticks.push(tick);
    }
  if (ticks.length <= MAX_TICKS) return ticks;
  return ticks.filter((tick) => Number.isInteger(Number(Math.log10(tick).toFixed(6))));
}

const MAX_TICKS = 8;

/** The range of the quality axis, with room for a label below. */
export function qualityRange(qualities: number[]): [number, number] {
  const low = Math.floor((Math.min(...qualities) - LABEL_ROOM) * 20) / 20;
  const high = Math.ceil((Math.max(...qualities) + LABEL_ROOM / 2) * 20) / 20;
  return [Math.max(0, Number(low.toFixed(2))), Math.min(1, Number(high.toFixed(2)))];
}

const LABEL_ROOM = 0.02;

/** Round ticks at steps of 0.05, or 0.1 when that would be more than six. */
export function qualityTicks(low: number, high: number): number[] {
  const step = high - low > 0.3 ? 0.1 : 0.05;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toFixed(2)));
}

export interface Placed {
  x: number;
  y: number;
}

/**
 * The points, most important first, that have room for a label of this size on their right (on their left near the
 * right edge) without overlapping a label or a point. Coordinates are shares of the plot.
 */
export function labelled<Point extends Placed>(points: Point[], width: number, height: number): Set<Point> {
  const kept: Point[] = [];
  for (const point of points) {
    const isFree = points.every((other) => other === point || !covers(point, other, width, height));
    const collides = kept.some((other) => Math.abs(other.x - point.x) < width && Math.abs(other.y - point.y) < height);
    if (isFree && !collides) kept.push(point);
  }
  return new Set(kept);
}

/** True when the label has to be on the left of its point. */
export function isAtEdge({ x }: Placed, width: number): boolean {
  return x > 1 - width;
}

function covers(point: Placed, other: Placed, width: number, height: number): boolean {
  const distance = isAtEdge(point, width) ? point.x - other.x : other.x - point.x;
  return distance > 0 && distance < width && Math.abs(other.y - point.y) < height * 0.8;
}
