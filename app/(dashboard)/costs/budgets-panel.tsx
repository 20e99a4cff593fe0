import { budgetsOf } from '@/lib/services/costs/cost-budgets';
import { dayIn } from '@/lib/time-range';
import { BudgetList } from './_components/budget-list';
import { dayWords } from './_components/cost-labels';
import type { CostView } from './view';

/** The budgets that the caller may see; nothing where there are none. */
export async function BudgetsPanel({ visit: { runtime, caller } }: Pick<CostView, 'visit'>) {
  const budgets = await budgetsOf(runtime.database, caller);
  if (budgets.length === 0) return null;
  return (
    <BudgetList
      budgets={budgets.map(({ id, name, limitNanoUsd, spentNanoUsd, reservedNanoUsd, resetsAt, timeZone }) => ({
        id,
        words: name,
        limitNanoUsd,
        spentNanoUsd,
        reservedNanoUsd,
        until: resetsAt ? `resets ${dayWords(dayIn(timeZone, resetsAt))}` : 'never resets',
      }))}
    />
  );
}
