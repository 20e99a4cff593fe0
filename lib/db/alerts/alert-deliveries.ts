import type { Database } from '../client';
import { type BudgetAlert, type BudgetAlertRow, budgetAlertColumns, toBudgetAlert } from './alert';
import { ALERT_AUDIENCE } from './alert-audience';
import { MAIL_SETTING, WEBHOOK_SETTING } from './alert-settings';

export type AlertChannel = 'webhook' | 'email';

/** One alert to one address. */
export interface Delivery {
  alert: BudgetAlert;
  channel: AlertChannel;
  /** An e-mail address; `workspace` for the webhook. */
  target: string;
  /** Which attempt this is, from 1. */
  attempt: number;
}

/** The result of an attempt. */
export type AttemptResult =
  | { kind: 'delivered' }
  | { kind: 'retry'; inMs: number; error: string }
  | { kind: 'failed'; error: string };

/** How long a claim lasts, longer than any attempt may take. After that, another process retries the attempt. */
export const LEASE_MS = 60_000;
const PLANNED_AT_ONCE = 100;
const MAX_ERROR = 500;

/**
 * Creates the deliveries of each new alert, once across all processes. A channel that is not configured gets none, also
 * not later: alerts from before a webhook was set are not sent to it.
 */
export async function planDeliveries(database: Database): Promise<void> {
  await database.$executeRaw`
    with fresh as (
      select id, budget_id from budget_alerts where planned_at is null
      order by created_at limit ${PLANNED_AT_ONCE} for update skip locked
    ), planned as (
      update budget_alerts set planned_at = now() from fresh where budget_alerts.id = fresh.id
    ), wanted as (
      select fresh.id, 'webhook' as channel, 'workspace' as target
      from fresh join budgets on budgets.id = fresh.budget_id where alerts_webhook
      union
      select fresh.id, 'email', lower(audience.email) from fresh join ${ALERT_AUDIENCE} as audience using (budget_id)
      union
      select fresh.id, 'email', lower(address)
      from fresh join budgets on budgets.id = fresh.budget_id, unnest(alert_emails) as address
    )
    insert into alert_deliveries (alert_id, channel, target)
    select wanted.id, channel::alert_channel, target from wanted
    where exists (
      select from settings where key = case channel when 'webhook' then ${WEBHOOK_SETTING} else ${MAIL_SETTING} end
    )
    order by 1, 2, 3
    on conflict do nothing`;
}

type ClaimedRow = BudgetAlertRow & { channel: AlertChannel; target: string; attempts: number };

/** Claims deliveries that are due, so that no other process sends them until the lease expires. */
export async function claimDeliveries(database: Database, atMost: number): Promise<Delivery[]> {
  const rows = await database.$queryRaw<ClaimedRow[]>`
    with due as (
      select alert_id, channel, target from alert_deliveries where state = 'waiting' and next_at <= now()
      order by next_at limit ${atMost} for update skip locked
    ), claimed as (
      update alert_deliveries as delivery
      set attempts = delivery.attempts + 1, next_at = now() + ${LEASE_MS} * interval '1 ms'
      from due
      where delivery.alert_id = due.alert_id and delivery.channel = due.channel and delivery.target = due.target
      returning delivery.alert_id, delivery.channel, delivery.target, delivery.attempts
    )
    select claimed.channel::text, claimed.target, claimed.attempts, ${budgetAlertColumns}
    from claimed join budget_alerts on budget_alerts.id = claimed.alert_id
    join budgets on budgets.id = budget_alerts.budget_id
    order by budget_alerts.created_at, percent, channel, target`;
  return rows.map(({ channel, target, attempts, ...alert }) => ({
    alert: toBudgetAlert(alert),
    channel,
    target,
    attempt: attempts,
  }));
}

/** Stores the result of an attempt. A failure counts only while no later attempt has started. */
export async function settleDelivery(database: Database, delivery: Delivery, result: AttemptResult): Promise<void> {
  const { alert, channel, target, attempt } = delivery;
  const place = { alertId: alert.id, channel, target };
  if (result.kind === 'delivered') {
    await database.alertDelivery.updateMany({
      where: { ...place, state: { not: 'delivered' } },
      data: { state: 'delivered', deliveredAt: new Date(), lastError: null },
    });
    return;
  }
  const lastError = result.error.slice(0, MAX_ERROR);
  const inMs = result.kind === 'retry' ? Math.round(result.inMs) : 0;
  await database.$executeRaw`
    update alert_deliveries set
      state = ${result.kind === 'retry' ? 'waiting' : 'failed'}::delivery_state, last_error = ${lastError},
      next_at = now() + ${inMs} * interval '1 ms'
    where alert_id = ${alert.id} and channel = ${channel}::alert_channel and target = ${target}
      and state = 'waiting' and attempts = ${attempt}`;
}
