/** The lowest and highest measured mean (shares, 0..1); null without any. */
export interface HeatScale {
  low: number;
  high: number;
}

export const HEAT_STEPS = [1, 2, 3, 4, 5, 6, 7] as const;
export type HeatStep = (typeof HEAT_STEPS)[number];

/** From this step on, text uses the other ink. */
export const FIRST_HIGH_STEP = 6;

/** A row of the heat map; priors do not count for the scale. */
interface HeatRow {
  byCategory: Record<string, { mean: number; isPrior: boolean }>;
}

export function buildHeatScale(rows: HeatRow[]): HeatScale | null {
  const means = rows.flatMap(({ byCategory }) =>
    Object.values(byCategory).flatMap(({ mean, isPrior }) => (isPrior ? [] : [mean])),
  );
  return means.length === 0 ? null : { low: Math.min(...means), high: Math.max(...means) };
}

/** Which of seven equal steps a mean falls into; the middle one when all are equal. */
export function heatStep({ low, high }: HeatScale, mean: number): HeatStep {
  if (high === low) return 4;
  const index = Math.floor(((mean - low) / (high - low)) * HEAT_STEPS.length);
  return HEAT_STEPS[Math.min(HEAT_STEPS.length - 1, Math.max(0, index))] ?? 4;
}
