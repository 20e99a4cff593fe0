import type { BudgetAlert } from '../../db/alerts/alert';
import type { LadderAction } from '../../engine/money/budget';
import { formatUsd, PERIOD_ADJECTIVES } from '../../format';

/** `Team Search: 85 % of its monthly budget of $50 is spent`: the subject line, and the first line of each message. */
export function alertSentence(alert: BudgetAlert): string {
  const { budget, percent, limitNanoUsd } = alert;
  const its = budget.scope === 'member' ? 'their' : 'its';
  const limit = roundUsd(limitNanoUsd);
  return `${ownerLabel(alert)}: ${percent} % of ${its} ${PERIOD_ADJECTIVES[budget.period]} budget of ${limit} is spent`;
}

function ownerLabel({ budget: { scope, owner } }: BudgetAlert): string {
  if (scope === 'workspace') return 'The workspace';
  const name = owner ?? '(deleted)';
  if (scope === 'member') return name;
  // Avoids "Team Team Blue".
  if (scope === 'team') return /^team\b/i.test(name) ? name : `Team ${name}`;
  return `API key ${name}`;
}

const ACTION_SENTENCES: Record<LadderAction, string> = {
  warn: 'Requests continue as before.',
  cheapest: 'Requests now go to the cheapest eligible model.',
  free: 'Requests now go to free and local models only.',
  stop: 'Requests are now refused with 402 budget_exceeded.',
};

/** The effect of the step on requests. */
export function actionSentence({ action }: BudgetAlert): string {
  return ACTION_SENTENCES[action];
}

/** `$43.20 of $50 (86.4 %)`. */
export function formatSpent({ spentNanoUsd, limitNanoUsd }: BudgetAlert): string {
  const spent = `${formatUsd(spentNanoUsd)} of ${roundUsd(limitNanoUsd)}`;
  return limitNanoUsd > 0 ? `${spent} (${((spentNanoUsd / limitNanoUsd) * 100).toFixed(1)} %)` : spent;
}

/** When the period ends, in the budget's time zone. */
export function formatReset({ resetsAt, budget: { timeZone } }: BudgetAlert): string {
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

/** Drops the cents of whole dollars. */
function roundUsd(nanoUsd: number): string {
  return formatUsd(nanoUsd).replace(/\.00$/, '');
}
