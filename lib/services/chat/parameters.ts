import { policyNamed, policyNames, WORKSPACE_POLICY } from '../../engine/policy/policy';
import { formatMonthIn } from '../../format';
import type { Runtime } from '../../runtime/runtime';
import type { CostBudget } from '../costs/cost-budgets';
import { policyInForce } from '../routing/routing-report';

export interface TeamBudget {
  /** Such as `Platform, November`. */
  label: string;
  spentNanoUsd: number;
  limitNanoUsd: number;
}

/** A policy's name and saved quality weight. */
export interface PolicyWeight {
  name: string;
  qualityWeight: number;
}

/** Quality weights of the workspace's policy and of the named ones, by model name. */
export function policyWeights(runtime: Pick<Runtime, 'knowledge'>): Record<string, PolicyWeight> {
  const workspace = policyInForce(runtime, WORKSPACE_POLICY);
  const named = policyNames(runtime.knowledge.policies).filter((name) => name !== WORKSPACE_POLICY);
  const weights = named.flatMap((name) => {
    const policy = policyNamed(name, runtime.knowledge.policies);
    return policy ? [[`auto:${name}`, { name, qualityWeight: policy.qualityWeight }] as const] : [];
  });
  return {
    auto: { name: displayName(workspace), qualityWeight: workspace.qualityWeight },
    ...Object.fromEntries(weights),
  };
}

/** Before a policy is saved, the workspace uses the balanced one. */
function displayName({ name, version }: { name: string; version: number }): string {
  return name === WORKSPACE_POLICY && version === 0 ? 'balanced' : 'workspace';
}

/** The team's own budget to show: its monthly one, else its first. */
export function teamBudget(budgets: CostBudget[], teamName: string): TeamBudget | null {
  const own = budgets.filter(({ scope }) => scope === 'team');
  const [budget] = [...own.filter(({ period }) => period === 'month'), ...own];
  if (!budget) return null;
  const { period, timeZone, spentNanoUsd, limitNanoUsd } = budget;
  const when = { day: 'today', week: 'this week', month: formatMonthIn(Date.now(), timeZone), total: 'in all' }[period];
  return { label: `${teamName}, ${when}`, spentNanoUsd, limitNanoUsd };
}
