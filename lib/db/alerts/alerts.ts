import { isAdmin, type UserCaller } from '../../caller';
import type { Database } from '../client';
import { Prisma } from '../generated/client';
import { type BudgetAlert, type BudgetAlertRow, budgetAlertColumns, toBudgetAlert } from './alert';
import { ALERT_AUDIENCE } from './alert-audience';
import type { AlertChannel } from './alert-deliveries';

/** How an alert fares on its way to one address. */
export interface DeliveryState {
  channel: AlertChannel;
  target: string;
  state: 'waiting' | 'delivered' | 'failed';
  attempts: number;
  /** Of a waiting one: when it is tried again. */
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

/** How long an alert that nobody has put away is still news. */
const NEWS_DAYS = 31;
const MAX_NEWS = 20;

/** The alerts that concern a person and that they have not put away, newest first. Admins see all. */
export async function unseenAlerts(database: Database, caller: UserCaller): Promise<BudgetAlert[]> {
  const rows = await database.$queryRaw<BudgetAlertRow[]>`
    select ${budgetAlertColumns} from budget_alerts join budgets on budgets.id = budget_alerts.budget_id
    where ${unseenBy(caller)}
    order by budget_alerts.created_at desc, percent desc, budget_alerts.id limit ${MAX_NEWS}`;
  return rows.map(toBudgetAlert);
}

/** Puts alerts away for one person: the given ones, or all. What does not concern them stays as it is. */
export async function markAlertsSeen(database: Database, caller: UserCaller, ids: string[] | 'all'): Promise<void> {
  await database.$executeRaw`
    insert into alerts_seen (alert_id, user_id)
    select budget_alerts.id, ${caller.userId} from budget_alerts join budgets on budgets.id = budget_alerts.budget_id
    where ${unseenBy(caller)} and (${ids === 'all'} or budget_alerts.id = any(${ids === 'all' ? [] : ids}))
    on conflict do nothing`;
}

function unseenBy(caller: UserCaller): Prisma.Sql {
  const concerns = isAdmin(caller)
    ? Prisma.sql`true`
    : Prisma.sql`budgets.id in (select budget_id from ${ALERT_AUDIENCE} as told where user_id = ${caller.userId})`;
  return Prisma.sql`
    budgets.deleted_at is null and budget_alerts.created_at > now() - ${NEWS_DAYS} * interval '1 day'
    and not exists (
      select from alerts_seen where alert_id = budget_alerts.id and user_id = ${caller.userId}
    ) and ${concerns}`;
}
