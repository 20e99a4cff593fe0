import type { Budget } from '../db/budgets/budgets';
import type { FullBudget } from '../db/ledger/admit';
import { capitalize, formatUsd, PERIOD_ADJECTIVES } from '../format';

type Named = Pick<Budget, 'scope' | 'owner' | 'period'>;

/** A budget's name in a sentence, such as `the monthly budget of team Atlas`. */
export function budgetName({ scope, owner, period }: Named): string {
  const of = scope === 'workspace' ? 'the workspace' : `${scope === 'key' ? 'API key' : scope} ${owner ?? ''}`.trim();
  return `the ${PERIOD_ADJECTIVES[period]} budget of ${of}`;
}

/** Why the budget refuses a request, when it resets, and what to do. A request that costs nothing states no need. */
export function overBudgetSentence(budget: FullBudget, neededNanoUsd: number): string {
  const { limitNanoUsd, spentNanoUsd, reservedNanoUsd, resetsAt } = budget;
  const name = budgetName(budget);
  const state = `${formatUsd(spentNanoUsd)} of ${formatUsd(limitNanoUsd)} is spent and ${formatUsd(reservedNanoUsd)} reserved for requests under way`;
  const need = neededNanoUsd > 0 ? `, and it may need ${formatUsd(neededNanoUsd)}` : '';
  const resets = resetsAt ? ` It resets at ${resetsAt.toISOString()}.` : ' It does not reset.';
  return `${capitalize(name)} has no room for this request: ${state}${need}.${resets} An admin can raise it under Teams.`;
}
