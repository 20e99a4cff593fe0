import type { Candidate, Decision, Outcome } from '../engine/types';

/** The `router` key of an answer. Cost is known only at its end. */
export function routerFacts(
  requestId: string,
  decision: Decision,
  answered: { provider: string; model: string; attempts: number },
) {
  return {
    request_id: requestId,
    provider: answered.provider,
    model: answered.model,
    category: decision.category,
    policy: decision.policy,
    attempts: answered.attempts,
  };
}

export function costFacts({ costNanoUsd, costState }: Outcome) {
  return { cost_usd: costNanoUsd === null ? null : costNanoUsd / 1e9, cost_state: costState };
}

export type DecisionFacts = ReturnType<typeof decisionFacts>;

/** A decision as the API words it: snake case, money in dollars. */
export function decisionFacts(decision: Decision) {
  return {
    category: decision.category,
    confidence: decision.confidence,
    runner_up: decision.runnerUp,
    probabilities: decision.probabilities,
    classifier_version: decision.version,
    policy: decision.policy,
    policy_version: decision.policyVersion,
    quality_weight: decision.qualityWeight,
    mode: decision.mode,
    candidates: decision.candidates.map(candidateFacts),
    exclusions: decision.exclusions.map(({ model, provider, code, reason }) => ({ model, provider, code, reason })),
    propensity: decision.propensity,
    explored: decision.explored,
    sticky: decision.sticky && {
      model: decision.sticky.model,
      kept: decision.sticky.isKept,
      instead: decision.sticky.instead,
      reason: decision.sticky.reason,
    },
    spending: decision.spending && {
      action: decision.spending.action,
      budget: decision.spending.budget,
      spent_percent: decision.spending.spentPercent,
    },
    difficulty: decision.difficulty,
    counterfactual: decision.counterfactual,
    estimated_input_tokens: decision.estimate.inputTokens,
    estimated_output_tokens: decision.estimate.outputTokens,
  };
}

function candidateFacts({ model, provider, name, quality, costNanoUsd, ttftMs, latencySource, score }: Candidate) {
  return {
    model,
    provider,
    name,
    quality,
    estimated_cost_usd: costNanoUsd === null ? null : costNanoUsd / 1e9,
    estimated_ttft_ms: ttftMs,
    latency_source: latencySource,
    score,
  };
}
