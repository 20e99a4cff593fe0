import type { BudgetView, StepView } from '@/lib/db/budgets/budget-views';
import type { BudgetPeriod } from '@/lib/db/budgets/budgets';
import type { LadderAction } from '@/lib/engine/money/budget';
import { formatDayIn, formatMomentIn, formatMonthIn, formatPercent, PERIOD_ADJECTIVES } from '@/lib/format';

export const ACTION_LABELS: Record<LadderAction, string> = {
  warn: 'Warn',
  cheapest: 'Prefer the cheapest eligible',
  free: 'Free and local models only',
  stop: 'Stop',
};

export const PERIOD_LABELS: Record<BudgetPeriod, string> = {
  day: 'Day',
  week: 'Week, from Monday',
  month: 'Calendar month',
  total: 'Total, never resets',
};

/** The owner of a budget: the workspace, a team, a key or a person. */
export function ownerLabel({ scope, owner }: Pick<BudgetView, 'scope' | 'owner'>): string {
  if (scope === 'workspace') return 'Whole workspace';
  if (scope === 'key') return `Key ${owner ?? ''}`;
  return owner ?? (scope === 'team' ? 'Team' : 'Member');
}

/** `the monthly budget of Support` */
export function budgetLabel(budget: Pick<BudgetView, 'scope' | 'owner' | 'period'>): string {
  const owner = budget.scope === 'workspace' ? 'the workspace' : ownerLabel(budget).replace(/^Key /, 'key ');
  return `the ${PERIOD_ADJECTIVES[budget.period]} budget of ${owner}`;
}

/** The effect of a step, next to its label. */
export function describeStepEffect(action: LadderAction, budget: Pick<BudgetView, 'resetsAt' | 'timeZone'>): string {
  switch (action) {
    case 'warn':
      return 'Sends an alert; requests continue';
    case 'cheapest':
      return 'Recorded in each routing decision';
    case 'free':
      return 'Paid models are excluded';
    case 'stop':
      return `Requests are refused with 402${formatUntilReset(budget)}`;
  }
}

function formatUntilReset({ resetsAt, timeZone }: Pick<BudgetView, 'resetsAt' | 'timeZone'>): string {
  return resetsAt === null ? '' : ` until ${formatMomentIn(resetsAt, timeZone)}`;
}

/** What the active step currently does to requests. */
export function describeActiveStep(action: LadderAction, budget: BudgetView): string {
  switch (action) {
    case 'warn':
      return 'Requests are routed as usual.';
    case 'cheapest':
      return 'Requests go to the cheapest eligible model.';
    case 'free':
      return 'Only free models are used.';
    case 'stop':
      return `Requests are refused with 402 budget_exceeded${formatUntilReset(budget)}.`;
  }
}

/** The active step and since when. */
export function describeStepState({ percent, since }: StepView, timeZone: string): string {
  const state = since === null ? 'is active' : `has been active since ${formatMomentIn(since, timeZone)}`;
  return `The ${formatPercent(percent / 100)} step ${state}.`;
}

/** When the next step will be reached at the current pace. */
export function describePace({ nextStep, period, timeZone }: BudgetView): string | null {
  if (!nextStep) return null;
  const when = period === 'day' ? formatMomentIn(nextStep.at, timeZone) : formatDayIn(nextStep.at, timeZone);
  return `At this ${period}’s pace, ${formatPercent(nextStep.percent / 100)} will be reached on ${when}.`;
}

/** `Limit, November`, `Limit, today` … */
export function limitLabel({ period, periodStart, timeZone }: BudgetView): string {
  if (period === 'total') return 'Limit, in total';
  if (period === 'month') return `Limit, ${formatMonthIn(periodStart, timeZone)}`;
  if (period === 'week') return `Limit, week of ${formatDayIn(periodStart, timeZone)}`;
  return `Limit, ${formatDayIn(periodStart, timeZone)}`;
}
