import type { Budget, BudgetPeriod } from '../db/budgets/budgets';
import type { FullBudget } from '../db/ledger/admit';
import { formatUsd } from '../format';

type Named = Pick<Budget, 'scope' | 'owner' | 'period'>;

const PERIOD_WORDS: Record<BudgetPeriod, string> = {
  day: 'daily',
  week: 'weekly',
  month: 'monthly',
  total: 'total',
};

/** A budget's name in a sentence, such as `the monthly budget of team Atlas`. */
export function budgetName({ scope, owner, period }: Named): string {
  const of = scope === 'workspace' ? 'the workspace' : `${scope === 'key' ? 'API key' : scope} ${owner ?? ''}`.trim();
  return `the ${PERIOD_WORDS[period]} budget of ${of}`;
}

/** Why the budget refuses a request, when it resets, and what to do. A request that costs nothing states no need. */
export function overBudgetSentence(budget: FullBudget, neededNanoUsd: number): string {
  const { limitNanoUsd, spentNanoUsd, reservedNanoUsd, resetsAt } = budget;
  const name = budgetName(budget);
  const state = `${formatUsd(spentNanoUsd)} of ${formatUsd(limitNanoUsd)} is spent and ${formatUsd(reservedNanoUsd)} reserved for requests under way`;
  const need = neededNanoUsd > 0 ? `, and it may need ${formatUsd(neededNanoUsd)}` : '';
  const resets = resetsAt ? ` It resets at ${resetsAt.toISOString()}.` : ' It does not reset.';
  return `${capital(name)} has no room for this request: ${state}${need}.${resets} An admin can raise it under Teams.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
