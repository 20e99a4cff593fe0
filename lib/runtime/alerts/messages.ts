import type { BudgetAlert } from '../../db/alerts/alert';
import type { BudgetPeriod } from '../../db/budgets/budgets';
import type { LadderAction } from '../../engine/money/budget';
import { formatUsd } from '../../format';

const PERIOD_WORDS: Record<BudgetPeriod, string> = {
  day: 'daily',
  week: 'weekly',
  month: 'monthly',
  total: 'total',
};

/** `Team Search: 85 % of its monthly budget of $50 is spent`: a subject line, and the first line of everything. */
export function alertSentence(alert: BudgetAlert): string {
  const { budget, percent, limitNanoUsd } = alert;
  const its = budget.scope === 'member' ? 'their' : 'its';
  const limit = roundUsd(limitNanoUsd);
  return `${ownerOf(alert)}: ${percent} % of ${its} ${PERIOD_WORDS[budget.period]} budget of ${limit} is spent`;
}

function ownerOf({ budget: { scope, owner } }: BudgetAlert): string {
  if (scope === 'workspace') return 'The workspace';
  const name = owner ?? 'that is no more';
  if (scope === 'member') return name;
  // "Team Team Blue" helps nobody.
  if (scope === 'team') return /^team\b/i.test(name) ? name : `Team ${name}`;
  return `API key ${name}`;
}

const ACTION_WORDS: Record<LadderAction, string> = {
  warn: 'Requests go on as before.',
  cheapest: 'Requests now go to the cheapest eligible model.',
  free: 'Requests now go to free and local models only.',
  stop: 'Requests are now refused with 402 budget_exceeded.',
};

/** What the step means for requests. */
export function actionSentence({ action }: BudgetAlert): string {
  return ACTION_WORDS[action];
}

/** `$43.20 of $50 (86.4 %)`. */
export function spentWords({ spentNanoUsd, limitNanoUsd }: BudgetAlert): string {
  const spent = `${formatUsd(spentNanoUsd)} of ${roundUsd(limitNanoUsd)}`;
  return limitNanoUsd > 0 ? `${spent} (${((spentNanoUsd / limitNanoUsd) * 100).toFixed(1)} %)` : spent;
}

/** When the period ends, in the budget's own zone. */
export function resetWords({ resetsAt, budget: { timeZone } }: BudgetAlert): string {
  if (!resetsAt) return 'It does not reset.';
  const moment = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  return `It resets on ${moment.format(resetsAt).replace(' at ', ', ')} (${timeZone}).`;
}

/** Limits are mostly whole dollars, and read better so. */
function roundUsd(nanoUsd: number): string {
  return formatUsd(nanoUsd).replace(/\.00$/, '');
}
