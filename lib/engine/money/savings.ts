import { expectedCostNanoUsd, expectedWallMs } from '../decide/estimate';
import type { Attempt, Candidate, Decision, Exclusion, ExclusionCode, Model } from '../types';
import { computeCost, NO_USAGE, priceFor, totalInputTokens } from './cost';

/**
 * How much models differ in answer length on the same prompts: the standard deviation of the logarithm of the ratio of
 * their mean output tokens, measured per task on 1,944 prompts answered by 14 models (docs/money.md).
 */
const LENGTH_RATIO_DEVIATION = 0.47;
/** Deviation of a single answer's length after that ratio, as a share of the expected length; same data. */
const SINGLE_ANSWER_DEVIATION = 0.7;
/** The mean square of answer lengths is about twice the squared mean, because lengths vary as much as their mean. */
const SPREAD_OF_LENGTHS = 2;
/** Half the width of a 90 % band, in standard deviations. */
const Z_90 = 1.645;

/** Exclusions that make a model unable to answer, so that a comparison would be meaningless. */
const UNABLE: ExclusionCode[] = ['vision', 'tools', 'json-schema', 'window'];

interface BaselineInput {
  /** The model the team compares with; null: the strongest candidate. */
  chosen: string | null;
  models: Model[];
  candidates: Candidate[];
  exclusions: Exclusion[];
  estimate: Decision['estimate'];
  now: number;
}

/**
 * Which model a request is compared with, and what it is expected to cost there. Null when nothing has a price, when the
 * chosen model is not there, or when it could not have answered.
 */
export function findBaseline({
  chosen,
  models,
  candidates,
  exclusions,
  estimate,
  now,
}: BaselineInput): Decision['baseline'] {
  if (chosen === null) return findStrongest(candidates);
  const model = models.find(({ id }) => id === chosen);
  if (!model || exclusions.some((one) => one.model === chosen && UNABLE.includes(one.code))) return null;
  const costNanoUsd = expectedCostNanoUsd(model, estimate.inputTokens, estimate.outputTokens, now);
  return costNanoUsd === null ? null : { model: model.id, costNanoUsd, isChosen: true };
}

function findStrongest(candidates: Candidate[]): Decision['baseline'] {
  const priced = candidates.filter((candidate) => candidate.costNanoUsd !== null);
  const strongest = priced.reduce<Candidate | undefined>(
    (best, next) => (best && best.quality.mean >= next.quality.mean ? best : next),
    undefined,
  );
  return strongest ? { model: strongest.model, costNanoUsd: strongest.costNanoUsd as number, isChosen: false } : null;
}

export interface BaselineCost {
  /** Cost of the request at the baseline model; null when it cannot be computed. */
  baselineCostNanoUsd: number | null;
  /** The part of it that is based on an expected answer length; 0 when the baseline model itself answered. */
  baselineExpectedNanoUsd: number;
}

/**
 * Computes what a request would have cost at the baseline model: its measured prompt tokens and as many output tokens
 * as the answer had, at the baseline's price. A charged request without an answer has a negative saving.
 */
export function computeBaselineCost(
  answeredBy: Attempt | null,
  spentNanoUsd: number | null,
  baseline: Model | null | undefined,
): BaselineCost {
  const unknown = { baselineCostNanoUsd: null, baselineExpectedNanoUsd: 0 };
  if (!baseline) return unknown;
  if (!answeredBy) return spentNanoUsd ? { ...unknown, baselineCostNanoUsd: 0 } : unknown;
  const { usage, startedAt, model } = answeredBy;
  const price = priceFor(baseline, startedAt, totalInputTokens(usage));
  if (!price) return unknown;
  const wallMs = expectedWallMs(baseline, usage.outputTokens + usage.reasoningTokens);
  const baselineCostNanoUsd = computeCost(usage, price.rates, wallMs).costNanoUsd;
  if (baselineCostNanoUsd === null || model === baseline.id) return { ...unknown, baselineCostNanoUsd };
  const { outputTokens, reasoningTokens } = usage;
  const answer = computeCost({ ...NO_USAGE, outputTokens, reasoningTokens }, price.rates, wallMs).costNanoUsd ?? 0;
  return { baselineCostNanoUsd, baselineExpectedNanoUsd: Math.min(answer, baselineCostNanoUsd) };
}

/**
 * Half the width of the 90 % band around savings, in nano-dollars: the uncertainty of the baseline's answer lengths. A
 * model's verbosity shifts all answers the same way, while single deviations average out. `expectedNanoUsd` is the sum
 * over `requests` of the part based on expected lengths.
 */
export function savingsBandNanoUsd(expectedNanoUsd: number, requests: number): number {
  if (requests === 0) return 0;
  const single = (SPREAD_OF_LENGTHS * SINGLE_ANSWER_DEVIATION ** 2) / requests;
  return Math.round(Z_90 * expectedNanoUsd * Math.sqrt(LENGTH_RATIO_DEVIATION ** 2 + single));
}
