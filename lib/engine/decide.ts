import type { BreakerState } from './breaker';
import type { Needs } from './chat';
import { counterfactualOf } from './counterfactual';
import { exclusionOf, type ProviderRules } from './eligibility';
import { RouterError } from './errors';
import { expectedCostNanoUsd, expectedOutputTokens, referenceCostNanoUsd } from './estimate';
import type { Policy } from './policy/policy';
import { priorQuality } from './policy/prior';
import { rank, scoreOf, type Weighed } from './rank';
import type { Candidate, Category, Classification, Decision, Exclusion, Model, QualityEstimate } from './types';

/** What is known about models right now. Reading it changes nothing. */
export interface Signals {
  breakerOf(model: Model): BreakerState;
  /** Recent time to first token in ms, or null when too few calls are known. */
  ttftMsOf(model: Model): number | null;
  /** Learned quality for a category, or null while only the prior is known. */
  qualityOf(model: Model, category: Category): QualityEstimate | null;
}

export const NO_SIGNALS: Signals = {
  breakerOf: () => ({ state: 'closed' }),
  ttftMsOf: () => null,
  qualityOf: () => null,
};

export interface DecideInput {
  classification: Classification;
  /** How hard the prompt looks, in logits around the average one; null when nobody looked. */
  difficulty: number | null;
  /** Every model that can be called, in any order. */
  models: Model[];
  mode: Decision['mode'];
  /** Pinned: only this one is tried, unless `fallback`. */
  pinned?: Model;
  fallback?: boolean;
  /** Listed: limits the candidates to these, in this order unless a policy was named. */
  listed?: Model[];
  listedInOrder?: boolean;
  policy: Policy;
  needs: Needs;
  inputTokens: number;
  maxTokens: number | null;
  maxCostNanoUsd: number | null;
  providers: ProviderRules & { order: string[] };
  signals: Signals;
  /** Epoch ms. */
  now: number;
}

/**
 * Ranks the models that can serve a request and says why each other one was left out.
 * Pure: the same input gives the same decision, whatever the order of `models`.
 * Throws `RouterError` when no model is left, with every exclusion.
 */
export function decide(input: DecideInput): Decision {
  const outputTokens = expectedOutputTokens(input.classification.category, input.maxTokens);
  const { candidates, exclusions } = weigh(input, outputTokens);
  if (candidates.length === 0) throw nothingLeft(exclusions, input);
  const ranked = rank(candidates, input);
  return {
    ...input.classification,
    policy: input.policy.name,
    policyVersion: input.policy.version,
    qualityWeight: input.policy.qualityWeight,
    mode: input.mode,
    candidates: ranked,
    exclusions,
    propensity: 1,
    counterfactual:
      input.mode === 'auto'
        ? counterfactualOf(ranked, exclusions, input.policy, input.inputTokens, outputTokens)
        : null,
    baseline: baselineOf(ranked),
    estimate: { inputTokens: input.inputTokens, outputTokens },
    needs: input.needs,
  };
}

function weigh(input: DecideInput, outputTokens: number): { candidates: Weighed[]; exclusions: Exclusion[] } {
  const candidates: Weighed[] = [];
  const exclusions: Exclusion[] = [];
  for (const model of consideredModels(input)) {
    const costNanoUsd = expectedCostNanoUsd(model, input.inputTokens, outputTokens, input.now);
    const exclusion = excluded(model, costNanoUsd, input, outputTokens);
    if (exclusion) exclusions.push({ model: model.id, provider: model.provider, name: model.name, ...exclusion });
    else candidates.push({ model, candidate: candidateOf(model, costNanoUsd, input, outputTokens) });
  }
  return { candidates, exclusions };
}

function consideredModels({ mode, pinned, fallback, listed, models }: DecideInput): Model[] {
  const chosen = mode === 'pinned' && pinned && !fallback ? [pinned] : mode === 'listed' && listed ? listed : models;
  return [...chosen].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function excluded(model: Model, costNanoUsd: number | null, input: DecideInput, outputTokens: number) {
  const policyCeiling = input.policy.maxCostNanoUsd ?? Number.POSITIVE_INFINITY;
  const ceiling = Math.min(input.maxCostNanoUsd ?? Number.POSITIVE_INFINITY, policyCeiling);
  return exclusionOf({
    model,
    needs: input.needs,
    inputTokens: input.inputTokens,
    outputTokens: input.maxTokens === null ? outputTokens : Math.min(input.maxTokens, model.maxOutputTokens),
    costNanoUsd,
    maxCostNanoUsd: Number.isFinite(ceiling) ? ceiling : null,
    breaker: input.signals.breakerOf(model),
    rules: input.providers,
    isPinned: input.mode === 'pinned' && input.pinned?.id === model.id,
    now: input.now,
  });
}

function candidateOf(model: Model, costNanoUsd: number | null, input: DecideInput, outputTokens: number): Candidate {
  const { category } = input.classification;
  const quality = input.signals.qualityOf(model, category) ?? priorQuality(model, category, input.difficulty);
  const measuredTtftMs = input.signals.ttftMsOf(model);
  const ttftMs = measuredTtftMs ?? model.latency.ttftMs;
  const reference = referenceCostNanoUsd(input.inputTokens, outputTokens);
  return {
    model: model.id,
    provider: model.provider,
    name: model.name,
    quality,
    costNanoUsd,
    ttftMs,
    latencySource: measuredTtftMs === null ? 'prior' : 'measured',
    score: scoreOf(quality.mean, costNanoUsd, reference, ttftMs, input.policy),
  };
}

function baselineOf(candidates: Candidate[]): Decision['baseline'] {
  const priced = candidates.filter((candidate) => candidate.costNanoUsd !== null);
  const strongest = priced.reduce<Candidate | undefined>(
    (best, next) => (best && best.quality.mean >= next.quality.mean ? best : next),
    undefined,
  );
  return strongest ? { model: strongest.model, costNanoUsd: strongest.costNanoUsd as number } : null;
}

function nothingLeft(exclusions: Exclusion[], { mode, pinned, now, signals, models }: DecideInput): RouterError {
  if (exclusions.length === 0) {
    return new RouterError(
      'no_provider_available',
      'No provider is configured. Set a key such as OPENAI_API_KEY, or A3M_SANDBOX=on.',
    );
  }
  const waiting = exclusions.filter(({ code }) => code === 'breaker' || code === 'cool-down');
  if (waiting.length > 0) {
    const until = Math.min(...waiting.map(({ model }) => openUntil(models, model, signals, now)));
    const names = waiting.map(({ model, reason }) => `${model}: ${reason}`).join('; ');
    return new RouterError('no_provider_available', `No model can answer right now. ${names}.`, {
      exclusions,
      retryAfterMs: Math.max(0, until - now),
    });
  }
  return new RouterError('no_eligible_model', noEligibleSentence(exclusions, mode, pinned), {
    exclusions,
    param: 'model',
  });
}

function openUntil(models: Model[], id: string, signals: Signals, now: number): number {
  const model = models.find((candidate) => candidate.id === id);
  const state = model ? signals.breakerOf(model) : null;
  return state && 'until' in state ? state.until : now;
}

function noEligibleSentence(exclusions: Exclusion[], mode: Decision['mode'], pinned?: Model): string {
  const list = exclusions.slice(0, 5).map(({ model, reason }) => `${model}: ${reason}`);
  const more = exclusions.length > 5 ? `; and ${exclusions.length - 5} more` : '';
  const subject =
    mode === 'pinned' && pinned ? `${pinned.id} cannot serve this request` : 'No model can serve this request';
  return `${subject}. ${list.join('; ')}${more}.`;
}
