/** Graded answers of the same models to many prompts. Row i of `scores` and `costs` belongs to `prompts[i]`. */
export interface OutcomeTable {
  models: string[];
  prompts: string[];
  /** 0..1, one per model. */
  scores: Float64Array[];
  /** US dollars, one per model; 0 if unknown. */
  costs: Float64Array[];
}

/** The mean of each column. */
export function columnMeans(rows: Float64Array[]): Float64Array {
  const means = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) {
    for (let j = 0; j < means.length; j++) means[j] = (means[j] as number) + (row[j] as number) / rows.length;
  }
  return means;
}

/** Index of the highest value; the first of equals. */
export function indexOfBest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}

/**
 * The unit of cost relative to quality: the mean cost of the best single model, or 1 without known costs.
 */
export function referenceCost(table: OutcomeTable): number {
  return columnMeans(table.costs)[indexOfBest(columnMeans(table.scores))] || 1;
}
