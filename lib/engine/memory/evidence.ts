/**
 * Outcomes as the sums that a Bayesian linear regression needs (its information form): Σ w·x·xᵀ and Σ w·x·residual.
 * Sums do not depend on the order of outcomes, can be added across teams, and give back exactly what is taken out.
 * Plain numbers, so that it can be stored as JSON.
 */
export interface Evidence {
  dimension: number;
  /** Σ w·x·xᵀ, row by row. */
  precision: number[];
  /** Σ w·x·residual */
  moment: number[];
  /** Σ w: what the outcomes weigh together; 1 is one explicit rating. */
  n: number;
}

export function emptyEvidence(dimension: number): Evidence {
  return {
    dimension,
    precision: new Array<number>(dimension * dimension).fill(0),
    moment: new Array<number>(dimension).fill(0),
    n: 0,
  };
}

/**
 * Adds one outcome; what came in is not changed. `residual` is the outcome less what was expected of it, `weight` how
 * much it counts. A negative weight takes an outcome out again.
 */
export function addOutcome(evidence: Evidence, x: number[], residual: number, weight: number): Evidence {
  const { dimension } = evidence;
  return {
    dimension,
    precision: evidence.precision.map(
      (sum, i) => sum + weight * (x[Math.floor(i / dimension)] ?? 0) * (x[i % dimension] ?? 0),
    ),
    moment: evidence.moment.map((sum, i) => sum + weight * (x[i] ?? 0) * residual),
    n: evidence.n + weight,
  };
}

/** Several pieces of evidence as one, each with its weight. */
export function combine(dimension: number, pieces: { evidence: Evidence; weight: number }[]): Evidence {
  return pieces.reduce(
    (total, { evidence, weight }) => ({
      dimension,
      precision: total.precision.map((sum, i) => sum + weight * (evidence.precision[i] ?? 0)),
      moment: total.moment.map((sum, i) => sum + weight * (evidence.moment[i] ?? 0)),
      n: total.n + weight * evidence.n,
    }),
    emptyEvidence(dimension),
  );
}
