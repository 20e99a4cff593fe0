import type { BudgetView } from '@/lib/db/budgets/budget-views';
import type { BudgetPeriod } from '@/lib/db/budgets/budgets';
import type { LadderAction, LadderStep } from '@/lib/engine/money/budget';
import { formatPercent, parseUsd, usdText } from '@/lib/format';
import { ACTION_LABELS, PERIOD_LABELS } from './budget-labels';

/** A step while editing; its percentage is text until saved. */
export interface StepDraft {
  key: number;
  percent: string;
  action: LadderAction;
}

export interface BudgetDraft {
  limit: string;
  period: BudgetPeriod;
  timeZone: string;
  steps: StepDraft[];
}

type Saved = Pick<BudgetView, 'limitNanoUsd' | 'period' | 'timeZone' | 'steps'>;

export function toDraft({ limitNanoUsd, period, timeZone, steps }: Saved): BudgetDraft {
  return {
    limit: usdText(limitNanoUsd),
    period,
    timeZone,
    steps: steps.map(({ percent, action }, key) => ({ key, percent: String(percent), action })),
  };
}

/** The steps to save. An invalid percentage becomes NaN, which the server rejects with a message. */
export function toSteps({ steps }: BudgetDraft): LadderStep[] {
  return steps.map(({ percent, action }) => ({
    percent: percent.trim() === '' ? Number.NaN : Number(percent),
    action,
  }));
}

/** Adds a step in the middle of the widest gap below the limit. */
export function withStep(draft: BudgetDraft): BudgetDraft {
  const { steps } = draft;
  const known = steps.map(({ percent }) => Number(percent)).filter((percent) => percent > 0 && percent <= 100);
  const marks = [...new Set([0, ...known, 100])].sort((a, b) => a - b);
  const gaps = marks.slice(1).map((to, i) => ({ from: marks[i] ?? 0, width: to - (marks[i] ?? 0) }));
  const widest = gaps.reduce((best, next) => (next.width > best.width ? next : best));
  const step: StepDraft = {
    key: Math.max(-1, ...steps.map(({ key }) => key)) + 1,
    percent: String(Math.round(widest.from + widest.width / 2)),
    action: 'warn',
  };
  const sorted = [...steps, step].sort((a, b) => Number(a.percent) - Number(b.percent));
  return { ...draft, steps: sorted };
}

/** The unsaved changes. */
export function listChanges(draft: BudgetDraft, saved: Saved): string[] {
  const changes: string[] = [];
  const limit = parseUsd(draft.limit);
  if (limit !== saved.limitNanoUsd) changes.push(`limit $${draft.limit.replace(/^\$\s*/, '')}`);
  if (draft.period !== saved.period) changes.push(PERIOD_LABELS[draft.period].toLowerCase());
  if (draft.timeZone !== saved.timeZone) changes.push(`time zone ${draft.timeZone}`);
  const steps = toSteps(draft);
  if (steps.length !== saved.steps.length) changes.push(`${steps.length} steps`);
  else
    for (const [i, { percent, action }] of steps.entries()) {
      const before = saved.steps[i];
      if (before?.percent !== percent)
        changes.push(`${formatPercent((before?.percent ?? 0) / 100)} becomes ${draft.steps[i]?.percent || '?'}`);
      if (before?.action !== action)
        changes.push(`${ACTION_LABELS[action].toLowerCase()} at ${draft.steps[i]?.percent}`);
    }
  return changes;
}
