import { BudgetList } from '@/components/costs/budget-list';
import { dayWords } from '@/components/costs/words';
import { budgetsOf } from '@/lib/gateway/cost-budgets';
import { dayIn } from '@/lib/time-range';
import type { CostView } from './view';

/** The budgets that the caller may see; nothing where there are none. */
export async function BudgetsPanel({ visit: { runtime, caller } }: Pick<CostView, 'visit'>) {
  const budgets = await budgetsOf(runtime.database, caller);
  if (budgets.length === 0) return null;
  return (
    <BudgetList
      budgets={budgets.map(({ id, words, limitNanoUsd, spentNanoUsd, reservedNanoUsd, resetsAt, timeZone }) => ({
        id,
        words,
        limitNanoUsd,
        spentNanoUsd,
        reservedNanoUsd,
        until: resetsAt ? `resets ${dayWords(dayIn(timeZone, resetsAt))}` : 'never resets',
      }))}
    />
  );
}
