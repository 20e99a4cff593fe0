import type { Caller } from '../../caller';
import type { PendingRecord } from '../../engine/store';
import { storableJson } from '../../storable-text';
import type { Database } from '../client';
import { toNanoUsd } from '../system/money';

export interface AdmitInput extends Omit<PendingRecord, 'limits'> {
  caller: Caller;
  /** The process that runs the request; null when no lease is held for it. */
  processId?: string | null;
  /**
   * What the request costs at most with each of the candidates that may be tried, in nano-dollars. The highest that
   * fits into every budget is reserved; candidates beyond it must not be called. Empty: nothing to reserve.
   */
  worstCases?: number[];
}

export type AdmitResult =
  | { kind: 'admitted'; reservedNanoUsd: number; isBudgeted: boolean }
  /** The key no longer works, or the user has left the team. */
  | { kind: 'unknown-caller' }
  | { kind: 'over-budget'; budget: FullBudget };

/** The budget with the least room left: not even the cheapest candidate fits. */
export interface FullBudget {
  id: string;
  scope: 'workspace' | 'team' | 'key' | 'member';
  /** Name of the team, key or user it belongs to; null for the workspace. */
  owner: string | null;
  period: 'day' | 'week' | 'month' | 'total';
  limitNanoUsd: number;
  spentNanoUsd: number;
  reservedNanoUsd: number;
  /** Null for a total. */
  resetsAt: Date | null;
}

interface Row {
  is_known: boolean;
  reserved: bigint | null;
  is_budgeted: boolean;
  full: (Omit<FullBudget, 'resetsAt'> & { resetsAt: string | null }) | null;
}

/**
 * Authorises the caller again, reserves in every budget that applies and writes the pending row: one statement, all or
 * nothing. Budgets are locked in the order of their ids, so that admissions cannot deadlock. A budget with an expired
 * period starts its next one here. A limit of zero admits nothing.
 */
export async function admit(database: Database, admission: AdmitInput): Promise<AdmitResult> {
  const { caller, decision, worstCases = [] } = admission;
  const row = {
    ...admission,
    createdAt: new Date(admission.now).toISOString(),
    keyId: caller.kind === 'key' ? caller.keyId : null,
    userId: caller.kind === 'user' ? caller.userId : null,
    worstCases: worstCases.length > 0 ? worstCases : [0],
  };
  const [result] = await database.$queryRaw<Row[]>`
    /* hot:admit */
    with by_key as (
      update api_keys set last_used_at = now()
      where id = ${row.keyId} and revoked_at is null and (expires_at is null or expires_at > now())
      returning team_id, created_by_id
    ), authorised as (
      select team_id, created_by_id as member_id from by_key
      union all
      select team_id, user_id from memberships where user_id = ${row.userId} and team_id = ${caller.teamId}
    ), applicable as (
      select budgets.id, budgets.scope, budgets.team_id, budgets.key_id, budgets.user_id, budgets.period,
        budgets.time_zone, budgets.limit_nano_usd, budgets.period_start, budgets.spent_nano_usd,
        budgets.reserved_nano_usd
      from budgets, authorised
      where deleted_at is null and (
        scope = 'workspace'
        or scope = 'team' and budgets.team_id = authorised.team_id
        or scope = 'key' and key_id = ${row.keyId}
        or scope = 'member' and budgets.team_id = authorised.team_id and user_id = authorised.member_id
      )
      order by budgets.id for update of budgets
    ), current as (
      select *,
        case when start > period_start then 0 else spent_nano_usd end as spent,
        case when start > period_start then 0 else reserved_nano_usd end as reserved
      from (
        select *, case period when 'total' then period_start
          else date_trunc(period::text, now(), time_zone) end as start
        from applicable
      ) as dated
    ), room as (
      select coalesce(min(case when spent < limit_nano_usd then limit_nano_usd - spent - reserved else -1 end),
        9000000000000000000) as left_over
      from current
    ), picked as (
      select max(worst) as amount from unnest(${row.worstCases}::bigint[]) as worst, room
      where worst <= left_over and exists (select from authorised)
    ), taken as (
      update budgets set
        reserved_nano_usd = current.reserved + picked.amount, spent_nano_usd = current.spent,
        period_start = current.start
      from current, picked
      where budgets.id = current.id and picked.amount is not null
      returning budgets.id
    ), written as (
      insert into requests (
        id, created_at, team_id, user_id, key_id, conversation_id, source, streamed, requested_model,
        category, confidence, classifier_version, policy, policy_version, decision, propensity, chosen_model,
        baseline_model, prompt, process_id, reserved_nano_usd, budget_ids
      )
      select
        ${row.requestId}, ${row.createdAt}::timestamptz, team_id, ${row.userId}, ${row.keyId}, ${row.conversationId},
        ${row.source}::request_source, ${row.streamed}, ${row.requestedModel},
        ${decision.category}, ${decision.confidence}, ${decision.version}, ${decision.policy}, ${decision.policyVersion},
        ${storableJson(decision)}::jsonb, ${decision.propensity}, ${decision.candidates[0]?.model ?? ''},
        ${decision.baseline?.model ?? null}, ${row.prompt === null ? null : storableJson(row.prompt)}::jsonb,
        ${row.processId ?? null}, picked.amount, array(select id from taken)
      from authorised, picked
      where picked.amount is not null
    )
    select exists (select from authorised) as is_known, (select amount from picked) as reserved,
      exists (select from taken) as is_budgeted,
      case when (select amount from picked) is null then (
        select jsonb_build_object(
          'id', id, 'scope', scope, 'period', period, 'limitNanoUsd', limit_nano_usd,
          'spentNanoUsd', spent, 'reservedNanoUsd', reserved,
          'owner', case scope
            when 'team' then (select name from teams where teams.id = current.team_id)
            when 'key' then (select name from api_keys where api_keys.id = current.key_id)
            when 'member' then (select name from users where users.id = current.user_id)
          end,
          'resetsAt', case period when 'total' then null
            else (start at time zone time_zone + ('1 ' || period)::interval) at time zone time_zone end
        )
        from current order by limit_nano_usd - spent - reserved, id limit 1
      ) end as full`;
  if (!result?.is_known) return { kind: 'unknown-caller' };
  if (result.reserved !== null)
    return { kind: 'admitted', reservedNanoUsd: toNanoUsd(result.reserved), isBudgeted: result.is_budgeted };
  const { full } = result;
  if (!full) throw new Error('An admission was refused without a budget that is full.');
  return {
    kind: 'over-budget',
    budget: { ...full, resetsAt: full.resetsAt === null ? null : new Date(full.resetsAt) },
  };
}
