import { listVisibleBudgets } from '@/lib/services/costs/cost-budgets';
import { dayIn } from '@/lib/time-range';
import { BudgetList } from './_components/budget-list';
import { formatIsoDay } from './_components/cost-labels';
import type { CostView } from './view';

/** The budgets that the caller can see; nothing without any. */
export async function BudgetsPanel({ visit: { runtime, caller } }: Pick<CostView, 'visit'>) {
  const budgets = await listVisibleBudgets(runtime.database, caller);
  if (budgets.length === 0) return null;
  return (
    <BudgetList
      budgets={budgets.map(({ id, name, limitNanoUsd, spentNanoUsd, reservedNanoUsd, resetsAt, timeZone }) => ({
        id,
        name,
        limitNanoUsd,
        spentNanoUsd,
        reservedNanoUsd,
        until: resetsAt ? `resets ${formatIsoDay(dayIn(timeZone, resetsAt))}` : 'never resets',
      }))}
    />
  );
}
