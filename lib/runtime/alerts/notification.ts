import type { BudgetAlert } from '../../db/alerts/alert';
import { actionSentence, alertSentence, spentWords } from './messages';

/** An alert as a page shows it. */
export interface AlertNews {
  id: string;
  sentence: string;
  /** What the step means for requests, and how much was spent when it was reached. */
  detail: string;
  /** ISO 8601. */
  at: string;
  /** Requests are refused. */
  isStop: boolean;
}

export function toNews(alert: BudgetAlert): AlertNews {
  return {
    id: alert.id,
    sentence: alertSentence(alert),
    detail: `${actionSentence(alert)} ${spentWords(alert)}.`,
    at: alert.createdAt.toISOString(),
    isStop: alert.action === 'stop',
  };
}
