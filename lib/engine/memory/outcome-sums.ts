/**
 * The evidence about one model: Σ weight·x·xᵀ and Σ weight·x·residual, where a residual is the outcome minus the
 * prediction made before it. Sums are independent of order, can be added across teams, and can be stored as plain
 * numbers.
 */
export interface Evidence {
  dimension: number;
  /** Row-major, dimension². */
  precision: number[];
  moment: number[];
  /** Sum of weights: the equivalent number of explicit ratings. */
  n: number;
}

/** Evidence without outcomes, for contexts of `dimension` numbers. */
export function emptyEvidence(dimension: number): Evidence {
  return { dimension, precision: zeros(dimension * dimension), moment: zeros(dimension), n: 0 };
}

/**
 * Returns the evidence with one more outcome. Throws `RangeError` when the context has another dimension.
 *
 * @param x the context of the prompt (see `toPromptContext`)
 * @param residual outcome − prediction, both 0..1, so −1..1
 * @param weight weight of the outcome: 1 for a rating, less for implicit feedback; a negative weight removes it
 */
export function addOutcome(evidence: Evidence, x: ArrayLike<number>, residual: number, weight = 1): Evidence {
  const { dimension } = evidence;
  if (x.length !== dimension) throw new RangeError(`A context of ${x.length} does not fit evidence of ${dimension}.`);
  const precision = evidence.precision.slice();
  const moment = evidence.moment.slice();
  for (let i = 0; i < dimension; i++) {
    const weighted = weight * (x[i] as number);
    moment[i] = (moment[i] as number) + weighted * residual;
    for (let j = 0; j < dimension; j++) {
      precision[i * dimension + j] = (precision[i * dimension + j] as number) + weighted * (x[j] as number);
    }
  }
  return { dimension, precision, moment, n: evidence.n + weight };
}

/**
 * Sums the evidence of several scopes with weights: a team's own at 1, other teams' at less, so that they act as a prior
 * that the team's own outcomes soon outweigh. Throws `RangeError` when the dimensions differ.
 */
export function combine(parts: { evidence: Evidence; weight: number }[], dimension: number): Evidence {
  const sum = emptyEvidence(dimension);
  for (const { evidence, weight } of parts) {
    if (evidence.dimension !== dimension) throw new RangeError('Evidence of different contexts cannot be summed.');
    for (let i = 0; i < sum.precision.length; i++) {
      sum.precision[i] = (sum.precision[i] as number) + weight * (evidence.precision[i] as number);
    }
    for (let i = 0; i < dimension; i++) {
      sum.moment[i] = (sum.moment[i] as number) + weight * (evidence.moment[i] as number);
    }
    sum.n += weight * evidence.n;
  }
  return sum;
}

/** Scales evidence to a share of its weight, for example after a model changed. */
export function discount(evidence: Evidence, share: number): Evidence {
  return combine([{ evidence, weight: share }], evidence.dimension);
}

function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}
