import type { PromptContext } from '../memory/context';
import { findBaseline } from '../money/savings';
import type { Policy } from '../policy/policy';
import { priorFor } from '../policy/prior';
import type { Candidate, Decision, Exclusion, Model, QualityEstimate } from '../types';
import { findCounterfactual } from './counterfactual';
import type { DecideInput } from './decide-input';
import { findExclusion } from './eligibility';
import { expectedCostNanoUsd, expectedOutputTokens, referenceCostNanoUsd } from './estimate';
import { explore } from './explore';
import { noCandidateError } from './no-candidate-error';
import { computeScore, followsExplicitOrder, rank, type Weighed } from './rank';
import type { Signals } from './signals';
import { resolveSticky } from './sticky';

/**
 * Ranks the models that can serve a request and explains why each other model was excluded.
 * Pure: the same input gives the same decision, whatever the order of `models`.
 * Throws `RouterError` with every exclusion when no model remains.
 */
export function decide(request: DecideInput): Decision {
  const input = applyBudgetPolicy(request);
  const outputTokens = expectedOutputTokens(input.classification.category, input.maxTokens, input.choices);
  const { candidates, exclusions } = weigh(input, outputTokens);
  const base = baseDecision(input, exclusions, outputTokens);
  if (candidates.length === 0) throw noCandidateError(base, input);
  const byPreference = rank(candidates, input);
  const sticky = resolveSticky(input.sticky, byPreference, exclusions, () =>
    rank(candidates, { ...input, sticky: undefined }),
  );
  const mayExplore = input.mode === 'auto' && !sticky?.isKept && !followsExplicitOrder(byPreference, input);
  const { ranked, propensity, explored } = explore(byPreference, input.policy, mayExplore ? input.draw : undefined);
  return {
    ...base,
    candidates: ranked,
    propensity,
    explored,
    sticky,
    counterfactual: findCounterfactual({
      mode: input.mode,
      policy: input.policy,
      inputTokens: input.inputTokens,
      outputTokens,
      ranked,
      exclusions,
      sticky,
      explored,
    }),
    baseline: findBaseline({
      chosen: input.baseline ?? null,
      models: input.models,
      candidates: ranked,
      exclusions,
      estimate: base.estimate,
      now: input.now,
    }),
  };
}

/** Ranks by cost alone once a budget step applies. Only a pinned model or the caller's list still goes first. */
function applyBudgetPolicy(input: DecideInput): DecideInput {
  if (!input.spending) return input;
  const { priorityOrder: _order, categoryMap: _map, ...policy } = input.policy;
  return { ...input, sticky: undefined, draw: undefined, policy: { ...policy, qualityWeight: 0, latencyWeight: 0 } };
}

/** The decision before a model is chosen; also attached to the error when no model can serve the request. */
function baseDecision(input: DecideInput, exclusions: Exclusion[], outputTokens: number): Decision {
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

/** Turns every considered model into a candidate with estimates or an exclusion with a reason; unordered. */
export function weigh(input: DecideInput, outputTokens: number): { candidates: Weighed[]; exclusions: Exclusion[] } {
  const candidates: Weighed[] = [];
  const exclusions: Exclusion[] = [];
  const context = { ...input.classification, difficulty: input.difficulty };
  const scoring: ScoringContext = {
    context,
    estimatePrior: priorFor(context),
    reference: referenceCostNanoUsd(input.inputTokens, outputTokens),
    signals: input.signals,
    policy: input.policy,
  };
  for (const model of input.listed ?? input.models) {
    const costNanoUsd = expectedCostNanoUsd(model, input.inputTokens, outputTokens, input.now);
    const exclusion = excluded(model, costNanoUsd, input, outputTokens);
    if (exclusion) exclusions.push({ model: model.id, provider: model.provider, name: model.name, ...exclusion });
    else candidates.push({ model, candidate: buildCandidate(model, costNanoUsd, scoring) });
  }
  // The order of the catalogue must not affect the result.
  exclusions.sort((a, b) => (a.model < b.model ? -1 : 1));
  return { candidates, exclusions };
}

function excluded(model: Model, costNanoUsd: number | null, input: DecideInput, outputTokens: number) {
  const policyCeiling = input.policy.maxCostNanoUsd ?? Number.POSITIVE_INFINITY;
  const ceiling = Math.min(input.maxCostNanoUsd ?? Number.POSITIVE_INFINITY, policyCeiling);
  // With `n` answers, each one has the whole context window.
  const answerTokens = outputTokens / (input.choices ?? 1);
  return findExclusion({
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

/** The inputs of a score that are the same for every model of a request. */
interface ScoringContext {
  context: PromptContext;
  estimatePrior: (model: Model) => QualityEstimate;
  reference: number;
  signals: Signals;
  policy: Policy;
}

function buildCandidate(model: Model, costNanoUsd: number | null, scoring: ScoringContext): Candidate {
  const { context, estimatePrior, reference, signals, policy } = scoring;
  const prior = estimatePrior(model);
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
    score: computeScore(quality.mean, costNanoUsd, reference, ttftMs, policy),
  };
}
