import { type Caller, isAdmin } from '../../caller';
import { type LadderAction, stepNanoUsd, stepReached } from '../../engine/money/budget';
import { reachedAt } from '../../engine/money/pace';
import type { Database } from '../client';
import { toNanoUsd } from '../system/money';
import { mustSee } from '../teams/team-access';
import { type Budget, type BudgetPeriod, type BudgetScope, listBudgets } from './budgets';

/** A step of a ladder and its state. Times are epoch ms. */
export interface StepView {
  percent: number;
  action: LadderAction;
  atNanoUsd: number;
  /** `on`: the highest step reached. */
  state: 'ahead' | 'reached' | 'on';
  /** When its alert was created in this period; null when it was not. */
  since: number | null;
}

export interface AlertView {
  percent: number;
  action: string;
  spentNanoUsd: number;
  limitNanoUsd: number;
  at: number;
}

/** A budget with everything that its card shows. Times are epoch ms. */
export interface BudgetView {
  id: string;
  scope: BudgetScope;
  keyId: string | null;
  userId: string | null;
  owner: string | null;
  period: BudgetPeriod;
  timeZone: string;
  limitNanoUsd: number;
  spentNanoUsd: number;
  reservedNanoUsd: number;
  freeNanoUsd: number;
  /** Share of the limit, spent and reserved; infinite for a limit of zero. */
  usedShare: number;
  periodStart: number;
  resetsAt: number | null;
  steps: StepView[];
  /** When the next step is reached if spending continues at the same rate; null when that is unknown. */
  nextStep: { percent: number; at: number } | null;
  /** Newest first, of earlier periods too. */
  alerts: AlertView[];
  mayChange: boolean;
}

type Alert = AlertView & { budgetId: string; periodStart: number };

const ALERTS_SHOWN = 6;

/** The budgets that apply to a team's requests, the one with the least left first. */
export async function viewBudgets(
  database: Database,
  caller: Caller,
  teamId: string,
  now: number = Date.now(),
): Promise<BudgetView[]> {
  const { mayManage } = await mustSee(database, caller, teamId);
  const budgets = await listBudgets(database, teamId);
  const alerts = await listAlerts(
    database,
    budgets.map(({ id }) => id),
  );
  return budgets
    .map((budget) => ({
      ...toView(
        budget,
        alerts.filter(({ budgetId }) => budgetId === budget.id),
        now,
      ),
      mayChange: budget.scope === 'workspace' ? isAdmin(caller) : mayManage,
    }))
    .sort((a, b) => RANK[a.scope] - RANK[b.scope] || b.usedShare - a.usedShare);
}

/** A team's own budget and the workspace's apply to all of its requests; those of a key or member only to some. */
const RANK: Record<BudgetScope, number> = { team: 0, workspace: 0, key: 1, member: 1 };

/** The share of its limit that a budget has used, reserved money included. */
export function computeUsedShare({ limitNanoUsd, spentNanoUsd, reservedNanoUsd }: Budget): number {
  return limitNanoUsd > 0 ? (spentNanoUsd + reservedNanoUsd) / limitNanoUsd : Number.MAX_VALUE;
}

function toView(budget: Budget, alerts: Alert[], now: number): Omit<BudgetView, 'mayChange'> {
  const { limitNanoUsd, spentNanoUsd, reservedNanoUsd, ladder } = budget;
  const periodStart = budget.periodStart.getTime();
  const resetsAt = budget.resetsAt?.getTime() ?? null;
  const on = stepReached(spentNanoUsd, limitNanoUsd, ladder);
  const steps = ladder.map((step): StepView => {
    const isAhead = on === null || step.percent > on.percent;
    const alert = alerts.find((one) => one.percent === step.percent && one.periodStart === periodStart);
    return {
      ...step,
      atNanoUsd: stepNanoUsd(limitNanoUsd, step),
      state: isAhead ? 'ahead' : step.percent === on.percent ? 'on' : 'reached',
      since: isAhead ? null : (alert?.at ?? null),
    };
  });
  const next = steps.find(({ state }) => state === 'ahead');
  const at = next && resetsAt !== null ? reachedAt(next.atNanoUsd, { spentNanoUsd, periodStart, resetsAt, now }) : null;
  const { id, scope, keyId, userId, owner, period, timeZone } = budget;
  return {
    ...{ id, scope, keyId, userId, owner, period, timeZone, limitNanoUsd, spentNanoUsd, reservedNanoUsd },
    freeNanoUsd: Math.max(0, limitNanoUsd - spentNanoUsd - reservedNanoUsd),
    usedShare: computeUsedShare(budget),
    periodStart,
    resetsAt,
    steps,
    nextStep: next && at !== null ? { percent: next.percent, at } : null,
    alerts: alerts.slice(0, ALERTS_SHOWN).map(({ budgetId, periodStart: _, ...alert }) => alert),
  };
}

async function listAlerts(database: Database, budgetIds: string[]): Promise<Alert[]> {
  if (budgetIds.length === 0) return [];
  const rows = await database.budgetAlert.findMany({
    where: { budgetId: { in: budgetIds } },
    orderBy: [{ createdAt: 'desc' }, { percent: 'desc' }],
    take: budgetIds.length * 20,
  });
  return rows.map(({ budgetId, periodStart, percent, action, spentNanoUsd, limitNanoUsd, createdAt }) => ({
    budgetId,
    periodStart: periodStart.getTime(),
    percent,
    action,
    spentNanoUsd: toNanoUsd(spentNanoUsd),
    limitNanoUsd: toNanoUsd(limitNanoUsd),
    at: createdAt.getTime(),
  }));
}
