import { RecipientsCard } from '@/components/alerts/recipients-card';
import { alertRecipients } from '@/lib/db/alert-recipients';
import { listBudgets } from '@/lib/db/budgets';
import { budgetName } from '@/lib/gateway/budget-words';
import type { Runtime } from '@/lib/gateway/runtime';
import { saveRecipientsAction } from './actions';

export async function RecipientsPanel({ runtime: { database } }: { runtime: Runtime }) {
  const [budgets, recipients] = await Promise.all([listBudgets(database), alertRecipients(database)]);
  const names = new Map(budgets.map((budget) => [budget.id, capital(budgetName(budget))]));
  return (
    <RecipientsCard
      budgets={recipients.map((one) => ({ ...one, name: names.get(one.budgetId) ?? one.budgetId }))}
      onSave={saveRecipientsAction}
    />
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
