import { type Catalog, isRetired } from '../catalog/catalog';
import { RouterError } from '../errors';
import { DEFAULT_POLICY, type Policy, policyNamed, policyNames, WORKSPACE_POLICY } from '../policy/policy';
import type { Model } from '../types';

/** What the request's `model` field resolves to. */
export type Target = { mode: 'auto'; policy: Policy } | { mode: 'pinned'; model: Model; policy: Policy };

export interface TargetContext {
  catalog: Catalog;
  /** Ids of the providers that can be called. */
  providers: ReadonlySet<string>;
  policies?: Policy[];
  defaultPolicy?: string;
  /** Epoch ms; decides which models are retired. */
  now: number;
}

/**
 * Resolves a `model` field: `auto`, `auto:POLICY`, a policy name, `provider/model`, or a vendor's bare model name.
 * Throws `RouterError` for an unknown, retired or unconfigured model or policy, and names the alternative.
 */
export function resolveTarget(model: string, context: TargetContext): Target {
  const { policies = [], defaultPolicy = WORKSPACE_POLICY } = context;
  const fallbackPolicy = policyNamed(defaultPolicy, policies) ?? (policyNamed(DEFAULT_POLICY) as Policy);
  if (model === 'auto') return { mode: 'auto', policy: fallbackPolicy };
  const policyName = model.startsWith('auto:') ? model.slice('auto:'.length) : model;
  const policy = policyNamed(policyName, policies);
  if (policy) return { mode: 'auto', policy };
  if (model.startsWith('auto:')) throw unknownPolicy(policyName, policies);
  return { mode: 'pinned', model: resolveModel(model, context), policy: fallbackPolicy };
}

/** Finds the policy named in `router.policy`. Throws `RouterError` when there is none. */
export function resolvePolicy(name: string, policies: Policy[] = []): Policy {
  const policy = policyNamed(name, policies);
  if (!policy) throw unknownPolicy(name, policies);
  return policy;
}

function unknownPolicy(name: string, policies: Policy[]): RouterError {
  return new RouterError(
    'policy_not_found',
    `Unknown policy "${name}". Use one of: ${policyNames(policies).join(', ')}.`,
    {
      param: 'model',
    },
  );
}

/** Finds the catalogue model for an id or a vendor's bare name. Throws `RouterError` when it cannot be called. */
export function resolveModel(reference: string, { catalog, providers, now }: TargetContext, param = 'model'): Model {
  const byId = catalog.get(reference);
  const model =
    byId ?? catalog.named(reference).find((named) => providers.has(named.provider) && !isRetired(named, now));
  const known = model ?? catalog.named(reference)[0];
  if (!known) {
    throw new RouterError(
      'model_not_found',
      `Unknown model "${reference}". GET /v1/models lists the available models.`,
      { param },
    );
  }
  if (known.retired && isRetired(known, now)) {
    const { on, replacement } = known.retired;
    throw new RouterError('model_retired', `${known.id} was retired on ${on}. Use ${replacement} instead.`, { param });
  }
  if (!providers.has(known.provider)) {
    throw new RouterError(
      'model_not_found',
      `${known.id} needs provider ${known.provider}, which is not configured. Add its API key, or choose another model.`,
      { param },
    );
  }
  return known;
}
