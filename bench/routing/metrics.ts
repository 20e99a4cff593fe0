/** Mean cost and mean quality of a routing. */
export interface Point {
  cost: number;
  quality: number;
}

/**
 * The non-decreasing concave hull of cost and quality (RouterBench, arXiv:2403.12031): all points reachable by mixing two
 * points at random, from the cheapest to the best.
 */
export function computeHull(points: Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.cost - b.cost || b.quality - a.quality);
  const hull: Point[] = [];
  for (const point of sorted) {
    if (hull.length > 0 && point.quality <= (hull.at(-1) as Point).quality) continue;
    while (hull.length > 1 && !turnsDown(hull.at(-2) as Point, hull.at(-1) as Point, point)) hull.pop();
    hull.push(point);
  }
  return hull;
}

function turnsDown(a: Point, b: Point, c: Point): boolean {
  return (b.quality - a.quality) * (c.cost - a.cost) > (c.quality - a.quality) * (b.cost - a.cost);
}

/** AIQ of RouterBench: the area under the hull up to the highest cost, divided by that cost. The hull is flat after its best point. */
export function averageQuality(points: Point[], highestCost: number): number {
  const hull = computeHull(points);
  const best = hull.at(-1);
  if (!best || highestCost <= 0) return 0;
  let area = Math.max(0, highestCost - best.cost) * best.quality;
  for (let i = 1; i < hull.length; i++) {
    const [from, to] = [hull[i - 1] as Point, hull[i] as Point];
    area += ((to.cost - from.cost) * (from.quality + to.quality)) / 2;
  }
  return area / highestCost;
}

/** The lowest cost on the hull that reaches a quality; null if none does. */
export function costAt(points: Point[], quality: number): number | null {
  const hull = computeHull(points);
  const at = hull.findIndex((point) => point.quality >= quality - 1e-12);
  if (at === -1) return null;
  const reached = hull[at] as Point;
  const before = hull[at - 1];
  if (!before) return reached.cost;
  const share = (quality - before.quality) / (reached.quality - before.quality);
  return before.cost + Math.min(1, share) * (reached.cost - before.cost);
}
