import { newId } from '../../engine/id';
import type { LadderStep } from '../../engine/money/budget';
import { AppError } from '../../errors';
import type { Database, Transaction } from '../client';
import { Prisma } from '../generated/client';
import { toNanoUsd } from '../system/money';
import { LIMIT_TEST_SCOPE } from '../teams/keys';
import { checkTimeZone } from '../teams/time-zone';

export const BUDGET_SCOPES = ['workspace', 'team', 'key', 'member'] as const;
export type BudgetScope = (typeof BUDGET_SCOPES)[number];
export const BUDGET_PERIODS = ['day', 'week', 'month', 'total'] as const;
export type BudgetPeriod = (typeof BUDGET_PERIODS)[number];

/** A budget with the counters of its current period. */
export interface Budget {
  id: string;
  scope: BudgetScope;
  teamId: string | null;
  keyId: string | null;
  userId: string | null;
  /** The name of the team, key or user; null for the workspace. */
  owner: string | null;
  period: BudgetPeriod;
  timeZone: string;
  limitNanoUsd: number;
  ladder: LadderStep[];
  periodStart: Date;
  /** When the next period starts; null for a total. */
  resetsAt: Date | null;
  spentNanoUsd: number;
  reservedNanoUsd: number;
}

export interface NewBudget {
  scope: BudgetScope;
  teamId?: string | null;
  keyId?: string | null;
  userId?: string | null;
  period: BudgetPeriod;
  timeZone: string;
  limitNanoUsd: number;
  ladder: LadderStep[];
  createdById?: string | null;
}

/**
 * Creates a budget. It counts what was spent earlier in its period and reserves for requests in progress, so that its
 * counters are correct from the start.
 */
export async function createBudget(database: Database, budget: NewBudget): Promise<string> {
  const id = newId('bud');
  const { scope, teamId = null, keyId = null, userId = null, period, timeZone, ladder } = budget;
  checkTimeZone(timeZone);
  await database.$executeRaw`
    with made as (
      insert into budgets (
        id, scope, team_id, key_id, user_id, period, time_zone, limit_nano_usd, ladder, created_by_id, period_start
      )
      select ${id}, ${scope}::budget_scope, ${teamId}, ${keyId}, ${userId}, ${period}::budget_period, ${timeZone},
        ${budget.limitNanoUsd}::bigint, ${JSON.stringify(ladder)}::jsonb, ${budget.createdById ?? null},
        case ${period} when 'total' then 'epoch'::timestamptz else date_trunc(${period}, now(), ${timeZone}) end
      returning *
    ), earlier as (
      select requests.id
      from made as mine join requests on requests.status = 'pending' and requests.created_at >= mine.period_start
        and (mine.scope in ('workspace', 'key') or requests.team_id = mine.team_id)
      where ${belongsToBudget('requests')}
    )
    update requests set budget_ids = array_append(budget_ids, ${id})
    from earlier where earlier.id = requests.id and requests.status = 'pending'`;
  await recount(database, id);
  return id;
}

/**
 * Recomputes a budget's counters for its current period: spent from the rollups, which are kept longer than the ledger,
 * and reserved from pending requests.
 */
export async function recount(database: Database, id: string): Promise<void> {
  await database.$transaction(async (transaction) => {
    await lock(transaction, id);
    await recomputeCounters(transaction, id);
  }, LONG_TRANSACTION);
}

/** Summing a long period of a large ledger takes a while. */
const LONG_TRANSACTION = { timeout: 15_000, maxWait: 15_000 };

/**
 * Whether a row of a team (of any team for the workspace) belongs to the budget `mine`: by its key, or by its user and
 * their keys.
 */
function belongsToBudget(table: 'requests' | 'rollup'): Prisma.Sql {
  const [key, user] = [Prisma.raw(`${table}.key_id`), Prisma.raw(`${table}.user_id`)];
  return Prisma.sql`(
    mine.scope in ('workspace', 'team')
    or mine.scope = 'key' and ${key} = mine.key_id
    or mine.scope = 'member' and (
      ${user} = mine.user_id or ${key} in (select id from api_keys where created_by_id = mine.user_id)
    )
  )`;
}

/** Called before the counters are summed: a statement that starts under the lock sees every admission before it. */
async function lock(transaction: Transaction, id: string): Promise<void> {
  await transaction.$executeRaw`select 1 from budgets where id = ${id} for update`;
}

async function recomputeCounters(transaction: Transaction, id: string): Promise<void> {
  await transaction.$executeRaw`
    with mine as (
      select id, case period when 'total' then 'epoch'::timestamptz else date_trunc(period::text, now(), time_zone) end
        as start, case period when 'total' then 'day' else 'quarter' end as grain, scope, team_id, key_id, user_id
      from budgets where id = ${id}
    ), spent as (
      select coalesce(sum(cost_nano_usd), 0) as nano_usd
      from mine join teams on mine.scope in ('workspace', 'key') or teams.id = mine.team_id
      join rollup_callers as rollup on rollup.team_id = teams.id and rollup.grain = mine.grain and slot >= mine.start
      where ${belongsToBudget('rollup')}
    ), reserved as (
      select coalesce(sum(reserved_nano_usd), 0) as nano_usd
      from mine join requests on status = 'pending' and created_at >= mine.start and mine.id = any(budget_ids)
    )
    update budgets set
      period_start = mine.start, spent_nano_usd = spent.nano_usd, reserved_nano_usd = reserved.nano_usd
    from mine, spent, reserved where budgets.id = mine.id`;
}

export interface BudgetChange {
  limitNanoUsd: number;
  ladder: LadderStep[];
  period?: BudgetPeriod;
  timeZone?: string;
}

/**
 * Changes a budget, from the next admission on. With another period or time zone, its counters are recomputed for the
 * new period.
 */
export async function updateBudget(
  database: Database,
  id: string,
  { limitNanoUsd, ladder, period, timeZone }: BudgetChange,
): Promise<void> {
  if (timeZone !== undefined) checkTimeZone(timeZone);
  await database.$transaction(async (transaction) => {
    await lock(transaction, id);
    const before = await transaction.budget.findFirst({ where: { id, deletedAt: null } });
    if (!before) throw new AppError('not_found', 'This budget was deleted.');
    const next = { period: period ?? before.period, timeZone: timeZone ?? before.timeZone };
    const data = { limitNanoUsd, ladder: ladder as object[], updatedAt: new Date(), ...next };
    await transaction.budget.update({ where: { id }, data });
    if (next.period !== before.period || next.timeZone !== before.timeZone) await recomputeCounters(transaction, id);
  }, LONG_TRANSACTION);
}

/** Deletes a budget, or restores it; a restored budget counts what was spent in the meantime. */
export async function setBudgetDeleted(database: Database, id: string, isDeleted: boolean): Promise<void> {
  await database.budget.updateMany({ where: { id }, data: { deletedAt: isDeleted ? new Date() : null } });
  if (!isDeleted) await recount(database, id);
}

interface Row {
  id: string;
  scope: BudgetScope;
  team_id: string | null;
  key_id: string | null;
  user_id: string | null;
  owner: string | null;
  period: BudgetPeriod;
  time_zone: string;
  limit_nano_usd: bigint;
  ladder: LadderStep[];
  start: Date;
  resets_at: Date | null;
  spent: bigint;
  reserved: bigint;
}

/**
 * Every active budget, or those that apply to a team's requests (without limit tests), as of now: a budget whose period
 * has ended shows the next period's empty counters.
 */
export async function listBudgets(database: Database, teamId: string | null = null): Promise<Budget[]> {
  const rows = await database.$queryRaw<Row[]>`
    select dated.*,
      case when start > period_start then 0 else spent_nano_usd end as spent,
      case when start > period_start then 0 else reserved_nano_usd end as reserved,
      case period when 'total' then null
        else (start at time zone time_zone + ('1 ' || period)::interval) at time zone time_zone end as resets_at,
      case scope
        when 'team' then (select name from teams where teams.id = dated.team_id)
        when 'key' then (select name from api_keys where api_keys.id = dated.key_id)
        when 'member' then (select name from users where users.id = dated.user_id)
      end as owner
    from (
      select *, case period when 'total' then period_start else date_trunc(period::text, now(), time_zone) end as start
      from budgets where deleted_at is null and (
        ${teamId}::text is null or scope = 'workspace' or team_id = ${teamId}
        or key_id in (select id from api_keys where team_id = ${teamId} and not ${LIMIT_TEST_SCOPE} = any(scopes))
      )
    ) as dated
    order by scope, created_at, id`;
  return rows.map(toBudget);
}

function toBudget(row: Row): Budget {
  return {
    id: row.id,
    scope: row.scope,
    teamId: row.team_id,
    keyId: row.key_id,
    userId: row.user_id,
    owner: row.owner,
    period: row.period,
    timeZone: row.time_zone,
    limitNanoUsd: toNanoUsd(row.limit_nano_usd),
    ladder: row.ladder,
    periodStart: row.start,
    resetsAt: row.resets_at,
    spentNanoUsd: toNanoUsd(row.spent),
    reservedNanoUsd: toNanoUsd(row.reserved),
  };
}
