import type { TeamBudget } from '@/components/chat/parameters/cost-summary';
import type { PolicyWeight } from '@/components/chat/parameters/policy-slider';
import type { ParametersInput } from '@/components/chat/parameters/use-parameters';
import type { Visit } from '@/lib/auth/guards';
import { DEFAULT_CHAT_SETTINGS } from '@/lib/chat-settings';
import { listPresets } from '@/lib/db/chat/presets';
import { policyNamed, policyNames, WORKSPACE_POLICY } from '@/lib/engine/policy/policy';
import { formatMonthIn } from '@/lib/format';
import type { Runtime } from '@/lib/runtime/runtime';
import { budgetsOf, type CostBudget } from '@/lib/services/costs/cost-budgets';
import { policyInForce } from '@/lib/services/routing/routing-report';
import { planDraftAction } from './plan-actions';
import { changePresetAction, deletePresetAction, savePresetAction } from './preset-actions';

/** What the parameters beside a chat are made of. */
export async function parametersFor({ runtime, caller, teamName }: Visit): Promise<ParametersInput> {
  const [presets, budgets] = await Promise.all([
    listPresets(runtime.database, caller),
    budgetsOf(runtime.database, caller),
  ]);
  return {
    defaults: DEFAULT_CHAT_SETTINGS,
    policies: policyWeights(runtime),
    presets,
    presetActions: { onSave: savePresetAction, onChange: changePresetAction, onDelete: deletePresetAction },
    budget: teamBudget(budgets, teamName),
    onPlan: planDraftAction,
  };
}

function policyWeights(runtime: Runtime): Record<string, PolicyWeight> {
  const workspace = policyInForce(runtime, WORKSPACE_POLICY);
  const named = policyNames(runtime.knowledge.policies).filter((name) => name !== WORKSPACE_POLICY);
  const weights = named.flatMap((name) => {
    const policy = policyNamed(name, runtime.knowledge.policies);
    return policy ? [[`auto:${name}`, { name, qualityWeight: policy.qualityWeight }] as const] : [];
  });
  return { auto: { name: nameOf(workspace), qualityWeight: workspace.qualityWeight }, ...Object.fromEntries(weights) };
}

/** Nobody has saved a policy yet: the workspace's is the balanced one. */
function nameOf({ name, version }: { name: string; version: number }): string {
  return name === WORKSPACE_POLICY && version === 0 ? 'balanced' : 'workspace';
}

/** The tightest budget of the team itself, a monthly one before others. */
function teamBudget(budgets: CostBudget[], teamName: string): TeamBudget | null {
  const own = budgets.filter(({ scope }) => scope === 'team');
  const [budget] = [...own.filter(({ period }) => period === 'month'), ...own];
  if (!budget) return null;
  const { period, timeZone, spentNanoUsd, limitNanoUsd } = budget;
  const when = { day: 'today', week: 'this week', month: formatMonthIn(Date.now(), timeZone), total: 'in all' }[period];
  return { label: `${teamName}, ${when}`, spentNanoUsd, limitNanoUsd };
}
