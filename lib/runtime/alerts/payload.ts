import type { BudgetAlert } from '../../db/alerts/alert';
import { actionSentence, alertSentence } from './messages';

const NANO = 1e9;

/** The body of a webhook message: the same text on every attempt, since it is what is signed. */
export function alertPayload(alert: BudgetAlert, origin: string): string {
  const { budget } = alert;
  return JSON.stringify({
    type: 'budget.step_reached',
    timestamp: alert.createdAt.toISOString(),
    data: {
      id: alert.id,
      summary: `${alertSentence(alert)}. ${actionSentence(alert)}`,
      percent: alert.percent,
      action: alert.action,
      spent_usd: alert.spentNanoUsd / NANO,
      limit_usd: alert.limitNanoUsd / NANO,
      budget: {
        id: budget.id,
        scope: budget.scope,
        owner: budget.owner,
        period: budget.period,
        period_start: alert.periodStart.toISOString(),
        resets_at: alert.resetsAt?.toISOString() ?? null,
        time_zone: budget.timeZone,
      },
      url: `${origin}/settings/alerts`,
    },
  });
}
