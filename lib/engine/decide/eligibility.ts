import type { Needs } from '../chat';
import type { SpendingRule } from '../money/budget';
import { refersTo } from '../policy/policy';
import type { BreakerState } from '../resilience/breaker';
import type { ExclusionCode, Model } from '../types';

export interface EligibilityInput {
  model: Model;
  needs: Needs;
  inputTokens: number;
  /** Output tokens to reserve: the caller's `max_tokens`, or the length expected of this category. */
  outputTokens: number;
  costNanoUsd: number | null;
  maxCostNanoUsd: number | null;
  breaker: BreakerState;
  rules: ProviderRules;
  /** Providers or models that the API key is limited to; empty: no limit. */
  grants: string[];
  /** The rule of the strictest budget step reached; null when no budget restricts the request. */
  spending: SpendingRule | null;
  /** The caller named this model. Its abilities and context window are then left to the vendor to check. */
  isPinned: boolean;
  now: number;
}

/** Provider filters of the request. An empty list does not filter. */
export interface ProviderRules {
  only: string[];
  ignore: string[];
}

/** Returns why a model cannot serve a request, as a code and a sentence, or null when it can. */
export function findExclusion(input: EligibilityInput): { code: ExclusionCode; reason: string } | null {
  const limits = input.isPinned ? null : (ability(input) ?? window(input));
  return grant(input) ?? providerRule(input) ?? limits ?? budget(input) ?? ceiling(input) ?? health(input);
}

type Reason = { code: ExclusionCode; reason: string } | null;

function grant({ model, grants }: EligibilityInput): Reason {
  if (grants.length === 0 || grants.some((reference) => refersTo(reference, model))) return null;
  return { code: 'grant', reason: 'this API key has no access to it' };
}

function providerRule({ model, rules }: EligibilityInput): Reason {
  if (rules.only.length > 0 && !rules.only.includes(model.provider)) {
    return { code: 'provider-rule', reason: `the request allows only ${rules.only.join(', ')}` };
  }
  if (rules.ignore.includes(model.provider)) {
    return { code: 'provider-rule', reason: `the request ignores ${model.provider}` };
  }
  return null;
}

function ability({ model, needs }: EligibilityInput): Reason {
  if (needs.vision && !model.abilities.vision) return { code: 'vision', reason: 'cannot see images' };
  if (needs.tools && !model.abilities.tools) return { code: 'tools', reason: 'cannot call tools' };
  if (needs.jsonSchema && !model.abilities.jsonSchema)
    return { code: 'json-schema', reason: 'does not support JSON schema' };
  return null;
}

function window({ model, inputTokens, outputTokens }: EligibilityInput): Reason {
  const needed = inputTokens + outputTokens;
  if (needed <= model.contextWindow) return null;
  return {
    code: 'window',
    reason: `window of ${count(model.contextWindow)} tokens, ${count(needed)} may be needed`,
  };
}

function ceiling({ costNanoUsd, maxCostNanoUsd }: EligibilityInput): Reason {
  if (maxCostNanoUsd === null) return null;
  if (costNanoUsd === null) return { code: 'unpriced', reason: 'has no price, so the cost limit cannot be checked' };
  if (costNanoUsd <= maxCostNanoUsd) return null;
  return { code: 'cost-ceiling', reason: `about ${usd(costNanoUsd)} is over the cost limit of ${usd(maxCostNanoUsd)}` };
}

function budget({ spending, costNanoUsd }: EligibilityInput): Reason {
  if (spending?.action !== 'free' || costNanoUsd === 0) return null;
  return { code: 'budget', reason: `only free models: ${describeSpending(spending)}` };
}

/** `85 % of the monthly budget of Team Search is spent`. */
export function describeSpending({ budget: name, spentPercent }: SpendingRule): string {
  return `${Math.floor(spentPercent)} % of ${name} is spent`;
}

function health({ breaker, now }: EligibilityInput): Reason {
  if (breaker.state === 'open') {
    return { code: 'breaker', reason: `breaker open, next probe in ${seconds(breaker.until - now)}: ${breaker.why}` };
  }
  if (breaker.state === 'cooling') {
    return { code: 'cool-down', reason: `cooling down for ${seconds(breaker.until - now)}: ${breaker.why}` };
  }
  return null;
}

function count(tokens: number): string {
  return tokens.toLocaleString('en-US');
}

function usd(nanoUsd: number): string {
  return `$${Number((nanoUsd / 1e9).toPrecision(4))}`;
}

function seconds(ms: number): string {
  return `${Math.max(1, Math.ceil(ms / 1000))} s`;
}
