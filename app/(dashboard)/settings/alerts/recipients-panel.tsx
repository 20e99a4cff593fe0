import { RecipientsCard } from '@/components/alerts/recipients-card';
import { alertRecipients } from '@/lib/db/alerts/alert-recipients';
import { listBudgets } from '@/lib/db/budgets/budgets';
import { capitalize } from '@/lib/format';
import { budgetName } from '@/lib/runtime/budget-message';
import type { Runtime } from '@/lib/runtime/runtime';
import { saveRecipientsAction } from './actions';

export async function RecipientsPanel({ runtime: { database } }: { runtime: Pick<Runtime, 'database'> }) {
  const [budgets, recipients] = await Promise.all([listBudgets(database), alertRecipients(database)]);
  const names = new Map(budgets.map((budget) => [budget.id, capitalize(budgetName(budget))]));
  return (
    <RecipientsCard
      budgets={recipients.map((one) => ({ ...one, name: names.get(one.budgetId) ?? one.budgetId }))}
      onSave={saveRecipientsAction}
    />
  );
}
