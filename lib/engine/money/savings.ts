import { expectedCostNanoUsd, expectedWallMs } from '../decide/estimate';
import type { Attempt, Candidate, Decision, Exclusion, ExclusionCode, Model } from '../types';
import { costOf, NO_USAGE, priceFor, totalInputTokens } from './cost';

/**
 * How much models differ in length when they answer the same prompts, as the standard deviation of the logarithm of the
 * ratio of their mean output tokens: measured on 1,944 prompts answered by 14 models, in each task (docs/money.md).
 */
const LENGTH_RATIO_DEVIATION = 0.47;
/** How far a single answer's length is off after that ratio, as a share of the expected length; the same data. */
const SINGLE_ANSWER_DEVIATION = 0.7;
/** Lengths vary among prompts about as much as their mean is long: the sum of squares is some twice that of the mean. */
const SPREAD_OF_LENGTHS = 2;
/** Half the width of a 90 % band, in standard deviations. */
const Z_90 = 1.645;

/** What makes a model unable to answer a prompt, so that comparing with it would mean nothing. */
const UNABLE: ExclusionCode[] = ['vision', 'tools', 'json-schema', 'window'];

interface BaselineInput {
  /** The model that the team compares with; null: the strongest candidate. */
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
export function baselineOf({
  chosen,
  models,
  candidates,
  exclusions,
  estimate,
  now,
}: BaselineInput): Decision['baseline'] {
  if (chosen === null) return strongestOf(candidates);
  const model = models.find(({ id }) => id === chosen);
  if (!model || exclusions.some((one) => one.model === chosen && UNABLE.includes(one.code))) return null;
  const costNanoUsd = expectedCostNanoUsd(model, estimate.inputTokens, estimate.outputTokens, now);
  return costNanoUsd === null ? null : { model: model.id, costNanoUsd, isChosen: true };
}

function strongestOf(candidates: Candidate[]): Decision['baseline'] {
  const priced = candidates.filter((candidate) => candidate.costNanoUsd !== null);
  const strongest = priced.reduce<Candidate | undefined>(
    (best, next) => (best && best.quality.mean >= next.quality.mean ? best : next),
    undefined,
  );
  return strongest ? { model: strongest.model, costNanoUsd: strongest.costNanoUsd as number, isChosen: false } : null;
}

export interface BaselineCost {
  /** What the request would have cost at the baseline; null when that is not known. */
  baselineCostNanoUsd: number | null;
  /** The part of it that stands on an expected length: the baseline's answer, unless the baseline itself answered. */
  baselineExpectedNanoUsd: number;
}

/**
 * What a request would have cost at the baseline: the prompt's tokens as counted, and as many tokens of output as the
 * answer had, at the baseline's price. A request that cost something and brought no answer saved less than nothing.
 */
export function baselineCostOf(
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
  const baselineCostNanoUsd = costOf(usage, price.rates, wallMs).costNanoUsd;
  if (baselineCostNanoUsd === null || model === baseline.id) return { ...unknown, baselineCostNanoUsd };
  const { outputTokens, reasoningTokens } = usage;
  const answer = costOf({ ...NO_USAGE, outputTokens, reasoningTokens }, price.rates, wallMs).costNanoUsd ?? 0;
  return { baselineCostNanoUsd, baselineExpectedNanoUsd: Math.min(answer, baselineCostNanoUsd) };
}

/**
 * Half the width of the 90 % band around savings, in nano-dollars: how far off the expected lengths of the baseline's
 * answers may be. All of them lean the same way, as models are terse or wordy; single answers even each other out.
 * `expectedNanoUsd` is the sum over `requests` of what stands on an expected length.
 */
export function savingsBandNanoUsd(expectedNanoUsd: number, requests: number): number {
  if (requests === 0) return 0;
  const single = (SPREAD_OF_LENGTHS * SINGLE_ANSWER_DEVIATION ** 2) / requests;
  return Math.round(Z_90 * expectedNanoUsd * Math.sqrt(LENGTH_RATIO_DEVIATION ** 2 + single));
}
