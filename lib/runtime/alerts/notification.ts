import type { BudgetAlert } from '../../db/alerts/alert';
import { actionSentence, alertSentence, formatSpent } from './messages';

/** An alert as a page shows it. */
export interface AlertNotification {
  id: string;
  sentence: string;
  /** The effect on requests, and the spend when the step was reached. */
  detail: string;
  /** ISO 8601. */
  at: string;
  /** Requests are refused. */
  isStop: boolean;
}

export function toNotification(alert: BudgetAlert): AlertNotification {
  return {
    id: alert.id,
    sentence: alertSentence(alert),
    detail: `${actionSentence(alert)} ${formatSpent(alert)}.`,
    at: alert.createdAt.toISOString(),
    isStop: alert.action === 'stop',
  };
}
