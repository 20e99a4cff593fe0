'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import { savePolicy } from '@/lib/db/learning/policies';
import { MAX_EXPLORATION, type Policy } from '@/lib/engine/policy/policy';
import { CATEGORIES, type Decision } from '@/lib/engine/types';
import type { Runtime } from '@/lib/runtime/runtime';
import { activePolicy, decideFor, requireReferences, whatIf } from '@/lib/services/routing/routing-report';
import type { Trial, TrialChoice } from './_components/accuracy/accuracy';
import { policyAsked } from './_components/studio/policy-name';

const order = z.array(z.string().trim().min(1).max(200)).max(50);
const policyName = z.string().refine((name) => policyAsked(name) === name, 'This is not a valid policy name.');
const form = z.object({
  qualityWeight: z.number().min(0).max(1),
  exploration: z.number().min(0).max(MAX_EXPLORATION),
  maxCostUsd: z.number().nonnegative().max(10_000).nullable(),
  priorityOrder: order,
  categoryMap: z.partialRecord(z.enum(CATEGORIES), order),
});

/** What a draft would do at every quality weight. */
export const previewAction = callerAction(
  { schema: z.object({ name: policyName, draft: form }) },
  async ({ runtime, caller, input: { name, draft } }) =>
    (await whatIf(runtime, caller, toPolicy(runtime, name, draft))).points,
);

/** Saves and activates a draft, for every call of `auto` or of the policy's name. */
export const savePolicyAction = callerAction(
  { schema: z.object({ name: policyName, draft: form, basedOn: z.number().int().nonnegative() }), role: 'admin' },
  async ({ runtime, caller, input: { name, draft, basedOn } }) => {
    const policy = toPolicy(runtime, name, draft);
    requireReferences(runtime, policy);
    const { version } = await savePolicy(runtime.database, caller, policy, basedOn);
    await runtime.knowledge.refreshPolicies();
    revalidatePath('/routing');
    return { version };
  },
);

const MAX_PROMPTS = 20;
const trial = z.object({
  name: policyName,
  prompts: z.array(z.string().min(1).max(4_000)).min(1, 'Write a prompt first.').max(MAX_PROMPTS),
  draft: form.nullable(),
});

/** Decides about prompts under the active policy and under a draft. Calls no model and stores nothing. */
export const tryPromptsAction = callerAction({ schema: trial }, async ({ runtime, caller, input }) => {
  const { name } = input;
  const current = activePolicy(runtime, name);
  const draft = input.draft && toPolicy(runtime, name, input.draft);
  return input.prompts.map((prompt): Trial => {
    const now = decideFor(runtime, caller, prompt, current);
    const then = draft ? decideFor(runtime, caller, prompt, draft) : now;
    const decided = 'problem' in now ? then : now;
    if ('problem' in decided)
      return { prompt, category: '', confidence: 0, now: null, draft: null, problem: decided.problem };
    const { category, confidence } = decided;
    return { prompt, category, confidence, now: toTrialChoice(now), draft: toTrialChoice(then), problem: null };
  });
});

function toTrialChoice(decision: Decision | { problem: string }): TrialChoice | null {
  if ('problem' in decision) return null;
  const chosen = decision.candidates[0];
  return chosen ? { provider: chosen.provider, name: chosen.name, costNanoUsd: chosen.costNanoUsd } : null;
}

/** The form as a policy; fields that the form lacks keep their active values. */
function toPolicy(
  runtime: Pick<Runtime, 'knowledge'>,
  name: string,
  { maxCostUsd, categoryMap, ...rest }: z.infer<typeof form>,
): Policy {
  const { version, latencyWeight } = activePolicy(runtime, name);
  return {
    ...rest,
    name,
    version: version + 1,
    latencyWeight,
    categoryMap: Object.fromEntries(Object.entries(categoryMap).filter(([, wanted]) => wanted.length > 0)),
    ...(maxCostUsd !== null && { maxCostNanoUsd: Math.round(maxCostUsd * 1e9) }),
  };
}
