import type { Needs } from '../chat';
import type { SpendingRule } from '../money/budget';
import { refersTo } from '../policy/policy';
import type { BreakerState } from '../resilience/breaker';
import type { ExclusionCode, Model } from '../types';

export interface EligibilityInput {
  model: Model;
  needs: Needs;
  inputTokens: number;
  /** What the caller reserves for the answer, or what one of this kind usually takes. */
  outputTokens: number;
  costNanoUsd: number | null;
  maxCostNanoUsd: number | null;
  breaker: BreakerState;
  rules: ProviderRules;
  /** Providers or models that the key is limited to; empty: all. */
  grants: string[];
  /** What a budget's ladder allows; null: everything. */
  spending: SpendingRule | null;
  /** The caller named this very model: what it can do is then between the caller and the vendor. */
  isPinned: boolean;
  now: number;
}

/** Which providers the caller wants; an empty list means no wish. */
export interface ProviderRules {
  only: string[];
  ignore: string[];
}

/** Why a model cannot serve a request, in a code and a sentence; null when it can. */
export function exclusionOf(input: EligibilityInput): { code: ExclusionCode; reason: string } | null {
  const limits = input.isPinned ? null : (ability(input) ?? window(input));
  return grant(input) ?? providerRule(input) ?? limits ?? budget(input) ?? ceiling(input) ?? health(input);
}

type Reason = { code: ExclusionCode; reason: string } | null;

function grant({ model, grants }: EligibilityInput): Reason {
  if (grants.length === 0 || grants.some((reference) => refersTo(reference, model))) return null;
  return { code: 'grant', reason: 'this API key is not granted it' };
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
    return { code: 'json-schema', reason: 'cannot keep to a JSON schema' };
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
  if (costNanoUsd === null) return { code: 'unpriced', reason: 'has no price, so a cost ceiling cannot hold' };
  if (costNanoUsd <= maxCostNanoUsd) return null;
  return { code: 'cost-ceiling', reason: `about ${usd(costNanoUsd)} is over the ceiling of ${usd(maxCostNanoUsd)}` };
}

function budget({ spending, costNanoUsd }: EligibilityInput): Reason {
  if (spending?.action !== 'free' || costNanoUsd === 0) return null;
  return { code: 'budget', reason: `only free models: ${spent(spending)}` };
}

/** A budget's state in words. */
export function spent({ budget: name, spentPercent }: SpendingRule): string {
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
