/** The lowest and highest mean (shares, 0..1) among what was measured; null when nothing was. */
export interface HeatScale {
  low: number;
  high: number;
}

export const HEAT_STEPS = [1, 2, 3, 4, 5, 6, 7] as const;
export type HeatStep = (typeof HEAT_STEPS)[number];

/** From this step on the ink on the cell is the other one. */
export const FIRST_HIGH_STEP = 6;

/** What a cell of the map needs: a measured mean, or an estimate that does not count. */
interface HeatRow {
  byCategory: Record<string, { mean: number; isPrior: boolean }>;
}

export function heatScaleOf(rows: HeatRow[]): HeatScale | null {
  const means = rows.flatMap(({ byCategory }) =>
    Object.values(byCategory).flatMap(({ mean, isPrior }) => (isPrior ? [] : [mean])),
  );
  return means.length === 0 ? null : { low: Math.min(...means), high: Math.max(...means) };
}

/** Which of seven equal steps a mean falls into; the middle one when all are alike. */
export function heatStep({ low, high }: HeatScale, mean: number): HeatStep {
  if (high === low) return 4;
  const index = Math.floor(((mean - low) / (high - low)) * HEAT_STEPS.length);
  return HEAT_STEPS[Math.min(HEAT_STEPS.length - 1, Math.max(0, index))] ?? 4;
}
