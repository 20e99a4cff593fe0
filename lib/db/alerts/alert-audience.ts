import { Prisma } from '../generated/client';

/**
 * Recipients of a budget's alerts: the admins of its team (for the workspace: its owners and admins), and the user
 * whose key or membership it limits. For a team without admins, the workspace's owners and admins, so that every alert
 * has a recipient. Rows of `budget_id, user_id, email`.
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
