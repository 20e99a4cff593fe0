import { Prisma } from '../generated/client';

/**
 * Who is told of a budget: those who lead its team (of the workspace: its owners and admins), and whose key or
 * membership it limits. A team that nobody leads is the workspace's concern, so that no alert speaks to an empty room.
 * Rows of `budget_id, user_id, email`.
 */
export const ALERT_AUDIENCE = Prisma.sql`(
  select budgets.id as budget_id, users.id as user_id, users.email
  from budgets left join api_keys on api_keys.id = budgets.key_id
  cross join lateral (select coalesce(budgets.team_id, api_keys.team_id) as team_id) as concerned
  join users on
    users.id in (
      select user_id from memberships where team_id = concerned.team_id and role in ('owner', 'admin')
    )
    or budgets.scope = 'member' and users.id = budgets.user_id
    or budgets.scope = 'key' and users.id = api_keys.created_by_id
    or users.role in ('owner', 'admin') and not exists (
      select from memberships where team_id = concerned.team_id and role in ('owner', 'admin')
    )
)`;
