import type { LadderAction } from '../../engine/money/budget';
import type { Budget } from '../budgets/budgets';
import { Prisma } from '../generated/client';
import { toNanoUsd } from '../system/money';

/** A step of a budget's ladder that was reached, with the facts that a message needs. */
export interface BudgetAlert {
  id: string;
  percent: number;
  action: LadderAction;
  /** When it was reached. */
  spentNanoUsd: number;
  limitNanoUsd: number;
  periodStart: Date;
  /** Null for a total. */
  resetsAt: Date | null;
  createdAt: Date;
  budget: Pick<Budget, 'id' | 'scope' | 'owner' | 'period' | 'timeZone'>;
}

export interface BudgetAlertRow {
  id: string;
  percent: number;
  action: LadderAction;
  spent_nano_usd: bigint;
  limit_nano_usd: bigint;
  period_start: Date;
  resets_at: Date | null;
  created_at: Date;
  budget_id: string;
  scope: Budget['scope'];
  owner: string | null;
  period: Budget['period'];
  time_zone: string;
}

/** The columns of a `BudgetAlertRow`, where `budget_alerts` and its `budgets` are joined. */
export const budgetAlertColumns = Prisma.sql`
  budget_alerts.id, budget_alerts.percent, budget_alerts.action, budget_alerts.spent_nano_usd,
  budget_alerts.limit_nano_usd, budget_alerts.period_start, budget_alerts.created_at, budget_alerts.budget_id,
  budgets.scope::text, budgets.period::text, budgets.time_zone,
  case budgets.period when 'total' then null
    else (budget_alerts.period_start at time zone budgets.time_zone + ('1 ' || budgets.period)::interval)
      at time zone budgets.time_zone end as resets_at,
  case budgets.scope
    when 'team' then (select name from teams where teams.id = budgets.team_id)
    when 'key' then (select name from api_keys where api_keys.id = budgets.key_id)
    when 'member' then (select name from users where users.id = budgets.user_id)
  end as owner`;

export function toBudgetAlert(row: BudgetAlertRow): BudgetAlert {
  return {
    id: row.id,
    percent: row.percent,
    action: row.action,
    spentNanoUsd: toNanoUsd(row.spent_nano_usd),
    limitNanoUsd: toNanoUsd(row.limit_nano_usd),
    periodStart: row.period_start,
    resetsAt: row.resets_at,
    createdAt: row.created_at,
    budget: {
      id: row.budget_id,
      scope: row.scope,
      owner: row.owner,
      period: row.period,
      timeZone: row.time_zone,
    },
  };
}
