import type { Candidate, Consensus, ConsensusAnswer, Decision, Outcome, Parallel } from '../../engine/types';

/** The `router` object of a response. The cost is known only at its end. */
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
    ...(decision.parallel && { parallel: parallelFacts(decision.parallel) }),
  };
}

/** The models asked in parallel. */
export function parallelFacts({ wanted, models, consensus, shortfall }: Parallel) {
  return { wanted, models, consensus, shortfall };
}

export type ConsensusFacts = ReturnType<typeof consensusFacts>;

/** The answers of models asked in parallel, and what most of them agree on. */
export function consensusFacts({ method, agreement, of, answered, agreeing, answers }: Consensus) {
  return { method, agreement, of, answered, agreeing, answers: answers.map(consensusAnswerFacts) };
}

function consensusAnswerFacts(answer: ConsensusAnswer) {
  const { provider, model, costNanoUsd, costState, isChosen, agrees, likeness, text, toolCalls } = answer;
  return {
    provider,
    model,
    cost_usd: costNanoUsd === null ? null : costNanoUsd / 1e9,
    cost_state: costState,
    chosen: isChosen,
    agrees,
    likeness,
    text,
    ...(toolCalls && { tool_calls: toolCalls }),
    ttft_ms: answer.ttftMs,
    latency_ms: answer.totalMs,
    failure: answer.failure,
  };
}

/** Facts that are known only at the end. */
export function endFacts({ costNanoUsd, costState, consensus }: Outcome) {
  return {
    cost_usd: costNanoUsd === null ? null : costNanoUsd / 1e9,
    cost_state: costState,
    ...(consensus && { consensus: consensusFacts(consensus) }),
  };
}

export type DecisionFacts = ReturnType<typeof decisionFacts>;

/** A decision in the API's format: snake case, money in dollars. */
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
    ...(decision.parallel && { parallel: parallelFacts(decision.parallel) }),
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
