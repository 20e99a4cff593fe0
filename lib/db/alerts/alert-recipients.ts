import { AppError } from '../../errors';
import type { Database } from '../client';
import { ALERT_AUDIENCE } from './alert-audience';

/** The recipients of a budget's alerts, in addition to the notifications in the app. */
export interface AlertRecipients {
  budgetId: string;
  /** Its admins and owner, by their account's address. */
  emails: string[];
  /** Additional addresses of this budget. */
  extraEmails: string[];
  /** Whether its alerts are sent to the workspace's webhook. */
  byWebhook: boolean;
}

interface Row {
  id: string;
  alert_emails: string[];
  alerts_webhook: boolean;
  emails: string[];
}

/** The recipients of every active budget. */
export async function alertRecipients(database: Database): Promise<AlertRecipients[]> {
  const rows = await database.$queryRaw<Row[]>`
    select budgets.id, alert_emails, alerts_webhook, array(
      select audience.email from ${ALERT_AUDIENCE} as audience where audience.budget_id = budgets.id order by 1
    ) as emails
    from budgets where deleted_at is null order by scope, created_at, id`;
  return rows.map((row) => ({
    budgetId: row.id,
    emails: row.emails,
    extraEmails: row.alert_emails,
    byWebhook: row.alerts_webhook,
  }));
}

/** Sets the additional recipients of a budget. Throws `not_found` when it was deleted. */
export async function setAlertRecipients(
  database: Database,
  { budgetId, extraEmails, byWebhook }: Omit<AlertRecipients, 'emails'>,
): Promise<void> {
  const alertEmails = [...new Set(extraEmails.map((email) => email.toLowerCase()))];
  const { count } = await database.budget.updateMany({
    where: { id: budgetId, deletedAt: null },
    data: { alertEmails, alertsWebhook: byWebhook, updatedAt: new Date() },
  });
  if (count === 0) throw new AppError('not_found', 'This budget was deleted.');
}
