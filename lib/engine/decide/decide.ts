import type { PromptContext } from '../memory/context';
import { baselineOf } from '../money/savings';
import type { Policy } from '../policy/policy';
import { priorFor } from '../policy/prior';
import type { Candidate, Decision, Exclusion, Model, QualityEstimate } from '../types';
import { counterfactualOf } from './counterfactual';
import type { DecideInput } from './decide-input';
import { exclusionOf } from './eligibility';
import { expectedCostNanoUsd, expectedOutputTokens, referenceCostNanoUsd } from './estimate';
import { explore } from './explore';
import { nothingLeft } from './no-candidate-error';
import { followsAnOrder, rank, scoreOf, type Weighed } from './rank';
import type { Signals } from './signals';
import { keptModel } from './sticky';

/**
 * Ranks the models that can serve a request and says why each other one was left out.
 * Pure: the same input gives the same decision, whatever the order of `models`.
 * Throws `RouterError` when no model is left, with every exclusion.
 */
export function decide(asked: DecideInput): Decision {
  const input = withCostOnly(asked);
  const outputTokens = expectedOutputTokens(input.classification.category, input.maxTokens, input.choices);
  const { candidates, exclusions } = weigh(input, outputTokens);
  const undecided = undecidedOf(input, exclusions, outputTokens);
  if (candidates.length === 0) throw nothingLeft(undecided, input);
  const byPreference = rank(candidates, input);
  const sticky = keptModel(input.sticky, byPreference, exclusions, () =>
    rank(candidates, { ...input, sticky: undefined }),
  );
  const mayExplore = input.mode === 'auto' && !sticky?.isKept && !followsAnOrder(byPreference, input);
  const { ranked, propensity, explored } = explore(byPreference, input.policy, mayExplore ? input.draw : undefined);
  return {
    ...undecided,
    candidates: ranked,
    propensity,
    explored,
    sticky,
    counterfactual: counterfactualOf({
      mode: input.mode,
      policy: input.policy,
      inputTokens: input.inputTokens,
      outputTokens,
      ranked,
      exclusions,
      sticky,
      explored,
    }),
    baseline: baselineOf({
      chosen: input.baseline ?? null,
      models: input.models,
      candidates: ranked,
      exclusions,
      estimate: undecided.estimate,
      now: input.now,
    }),
  };
}

/** When a budget requires it, only cost ranks; models that the caller pinned or listed stay first. */
function withCostOnly(input: DecideInput): DecideInput {
  if (!input.spending) return input;
  const { priorityOrder: _order, categoryMap: _map, ...policy } = input.policy;
  return { ...input, sticky: undefined, draw: undefined, policy: { ...policy, qualityWeight: 0, latencyWeight: 0 } };
}

/** The decision before a model is chosen. */
function undecidedOf(input: DecideInput, exclusions: Exclusion[], outputTokens: number): Decision {
  return {
    ...input.classification,
    policy: input.policy.name,
    policyVersion: input.policy.version,
    qualityWeight: input.policy.qualityWeight,
    mode: input.mode,
    candidates: [],
    exclusions,
    propensity: 1,
    explored: false,
    sticky: null,
    spending: input.spending ?? null,
    counterfactual: null,
    baseline: null,
    estimate: { inputTokens: input.inputTokens, outputTokens },
    difficulty: input.difficulty,
    needs: input.needs,
  };
}

/** Every considered model as a candidate with its estimates, or as an exclusion with its reason; in no order. */
export function weigh(input: DecideInput, outputTokens: number): { candidates: Weighed[]; exclusions: Exclusion[] } {
  const candidates: Weighed[] = [];
  const exclusions: Exclusion[] = [];
  const context = { ...input.classification, difficulty: input.difficulty };
  const asked: Asked = {
    context,
    priorOf: priorFor(context),
    reference: referenceCostNanoUsd(input.inputTokens, outputTokens),
    signals: input.signals,
    policy: input.policy,
  };
  for (const model of input.listed ?? input.models) {
    const costNanoUsd = expectedCostNanoUsd(model, input.inputTokens, outputTokens, input.now);
    const exclusion = excluded(model, costNanoUsd, input, outputTokens);
    if (exclusion) exclusions.push({ model: model.id, provider: model.provider, name: model.name, ...exclusion });
    else candidates.push({ model, candidate: candidateOf(model, costNanoUsd, asked) });
  }
  // The order of the catalogue must not affect the result.
  exclusions.sort((a, b) => (a.model < b.model ? -1 : 1));
  return { candidates, exclusions };
}

function excluded(model: Model, costNanoUsd: number | null, input: DecideInput, outputTokens: number) {
  const policyCeiling = input.policy.maxCostNanoUsd ?? Number.POSITIVE_INFINITY;
  const ceiling = Math.min(input.maxCostNanoUsd ?? Number.POSITIVE_INFINITY, policyCeiling);
  // Each of several answers has the window to itself.
  const answerTokens = outputTokens / (input.choices ?? 1);
  return exclusionOf({
    model,
    needs: input.needs,
    inputTokens: input.inputTokens,
    outputTokens: input.maxTokens === null ? answerTokens : Math.min(input.maxTokens, model.maxOutputTokens),
    costNanoUsd,
    maxCostNanoUsd: Number.isFinite(ceiling) ? ceiling : null,
    breaker: input.signals.breakerOf(model),
    rules: input.providers,
    grants: input.grants ?? [],
    spending: input.spending ?? null,
    isPinned: input.mode === 'pinned' && input.pinned?.id === model.id,
    now: input.now,
  });
}

/** What is the same for every model of a request. */
interface Asked {
  context: PromptContext;
  priorOf: (model: Model) => QualityEstimate;
  reference: number;
  signals: Signals;
  policy: Policy;
}

function candidateOf(model: Model, costNanoUsd: number | null, asked: Asked): Candidate {
  const { context, priorOf, reference, signals, policy } = asked;
  const prior = priorOf(model);
  const quality = signals.qualityOf(model, context, prior.mean) ?? prior;
  const measuredTtftMs = signals.ttftMsOf(model);
  const ttftMs = measuredTtftMs ?? model.latency.ttftMs;
  return {
    model: model.id,
    provider: model.provider,
    name: model.name,
    quality,
    costNanoUsd,
    ttftMs,
    latencySource: measuredTtftMs === null ? 'prior' : 'measured',
    score: scoreOf(quality.mean, costNanoUsd, reference, ttftMs, policy),
  };
}
