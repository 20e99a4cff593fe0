/**
 * What outcomes say about one model: Σ weight·x·xᵀ and Σ weight·x·residual, where a residual is the outcome minus what
 * was predicted beforehand. In this form evidence adds up: the order of outcomes does not matter, and a team's evidence and its workspace's are simply summed. Plain numbers, so that it can be stored as JSON.
 */
export interface Evidence {
  dimension: number;
  /** Row-major, dimension². */
  precision: number[];
  moment: number[];
  /** Sum of weights: how many full outcomes this is worth. */
  n: number;
}

/** No outcome yet, for contexts of `dimension` numbers. */
export function emptyEvidence(dimension: number): Evidence {
  return { dimension, precision: zeros(dimension * dimension), moment: zeros(dimension), n: 0 };
}

/**
 * The evidence with one more outcome.
 *
 * @param x the context of the prompt (see `contextOf`)
 * @param residual outcome − prediction, both 0..1, so −1..1
 * @param weight how much the outcome counts: 1 for a rating, less for a hint; a negative one takes it out again
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
 * The sum of several scopes' evidence, each at its weight: a team's own at 1, the workspace's at less, so that others'
 * ratings are a prior which the team's own soon outweigh.
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

/** The same evidence, worth only a share of itself: what is left of it after the model changed. */
export function temper(evidence: Evidence, share: number): Evidence {
  return combine([{ evidence, weight: share }], evidence.dimension);
}

function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}
