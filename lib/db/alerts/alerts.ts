import { isAdmin, type UserCaller } from '../../caller';
import type { Database } from '../client';
import { Prisma } from '../generated/client';
import { type BudgetAlert, type BudgetAlertRow, budgetAlertColumns, toBudgetAlert } from './alert';
import { ALERT_AUDIENCE } from './alert-audience';
import type { AlertChannel } from './alert-deliveries';

/** The delivery of an alert to one address. */
export interface DeliveryState {
  channel: AlertChannel;
  target: string;
  state: 'waiting' | 'delivered' | 'failed';
  attempts: number;
  /** When a waiting delivery is retried. */
  nextAt: Date;
  lastError: string | null;
  deliveredAt: Date | null;
}

export type AlertWithDeliveries = BudgetAlert & { deliveries: DeliveryState[] };

const MAX_DELIVERIES = 50;

/** The latest alerts of the whole workspace, newest first, each with its deliveries. */
export async function latestAlerts(database: Database, atMost = 50): Promise<AlertWithDeliveries[]> {
  const rows = await database.$queryRaw<BudgetAlertRow[]>`
    select ${budgetAlertColumns} from budget_alerts join budgets on budgets.id = budget_alerts.budget_id
    order by budget_alerts.created_at desc, percent desc, budget_alerts.id limit ${atMost}`;
  const deliveries = await database.alertDelivery.findMany({
    where: { alertId: { in: rows.map(({ id }) => id) } },
    orderBy: [{ channel: 'asc' }, { target: 'asc' }],
    take: atMost * MAX_DELIVERIES,
  });
  return rows.map((row) => ({
    ...toBudgetAlert(row),
    deliveries: deliveries
      .filter(({ alertId }) => alertId === row.id)
      .map(({ alertId: _, createdAt: __, ...state }) => state),
  }));
}

/** How long an alert stays in the notifications until it is dismissed. */
const SHOWN_DAYS = 31;
const MAX_SHOWN = 20;

/** The alerts that concern a user and that they have not dismissed, newest first. Admins see all. */
export async function unseenAlerts(database: Database, caller: UserCaller): Promise<BudgetAlert[]> {
  const rows = await database.$queryRaw<BudgetAlertRow[]>`
    select ${budgetAlertColumns} from budget_alerts join budgets on budgets.id = budget_alerts.budget_id
    where ${unseenCondition(caller)}
    order by budget_alerts.created_at desc, percent desc, budget_alerts.id limit ${MAX_SHOWN}`;
  return rows.map(toBudgetAlert);
}

/** Dismisses alerts for one user: the given ones, or all. Alerts that do not concern the user stay unchanged. */
export async function markAlertsSeen(database: Database, caller: UserCaller, ids: string[] | 'all'): Promise<void> {
  await database.$executeRaw`
    insert into alerts_seen (alert_id, user_id)
    select budget_alerts.id, ${caller.userId} from budget_alerts join budgets on budgets.id = budget_alerts.budget_id
    where ${unseenCondition(caller)} and (${ids === 'all'} or budget_alerts.id = any(${ids === 'all' ? [] : ids}))
    on conflict do nothing`;
}

function unseenCondition(caller: UserCaller): Prisma.Sql {
  const concerns = isAdmin(caller)
    ? Prisma.sql`true`
    : Prisma.sql`budgets.id in (select budget_id from ${ALERT_AUDIENCE} as audience where user_id = ${caller.userId})`;
  return Prisma.sql`
    budgets.deleted_at is null and budget_alerts.created_at > now() - ${SHOWN_DAYS} * interval '1 day'
    and not exists (
      select from alerts_seen where alert_id = budget_alerts.id and user_id = ${caller.userId}
    ) and ${concerns}`;
}
