'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import { BUDGET_PERIODS, BUDGET_SCOPES } from '@/lib/db/budgets/budgets';
import { addBudget, changeBudget, removeBudget, restoreBudget } from '@/lib/db/budgets/team-budgets';
import { invite, withdrawInvitation } from '@/lib/db/teams/invitations';
import { createKey, revokeKey } from '@/lib/db/teams/keys';
import { changeRole, removeMember } from '@/lib/db/teams/members';
import { mustManage } from '@/lib/db/teams/team-access';
import { changeTeam, createTeam } from '@/lib/db/teams/teams';
import { DEFAULT_LADDER, LADDER_ACTIONS, ladderProblem } from '@/lib/engine/money/budget';
import { DAY_MS } from '@/lib/engine/time';
import { AppError } from '@/lib/errors';
import { parseUsd } from '@/lib/format';
import { requireKnown } from '@/lib/services/routing/routing-report';

const PAGE = '/teams';

const id = z.string().max(64);
const role = z.enum(['owner', 'admin', 'member', 'viewer']);
const team = z.object({
  name: z.string().trim().min(1, 'Give the team a name.').max(60),
  timeZone: z.string().trim().min(1).max(60),
});

export const createTeamAction = callerAction({ schema: team }, async ({ runtime, caller, input }) => {
  const teamId = await createTeam(runtime.database, caller, input);
  revalidatePath(PAGE);
  return { teamId };
});

export const changeTeamAction = callerAction(
  { schema: team.extend({ teamId: id }) },
  async ({ runtime, caller, input: { teamId, ...draft } }) => {
    await changeTeam(runtime.database, caller, teamId, draft);
    revalidatePath('/', 'layout');
    return null;
  },
);

const limit = z.string().transform((text, context) => {
  const nanoUsd = parseUsd(text);
  if (nanoUsd !== null) return nanoUsd;
  const message = 'Write dollars such as 270, 270.00 or 1,400: at most nine decimals, at most nine million.';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});
const ladder = z
  .array(
    z.strictObject({
      percent: z.number('A step is a whole percentage from 1 to 100.'),
      action: z.enum(LADDER_ACTIONS),
    }),
  )
  .max(100)
  .superRefine((steps, context) => {
    const message = ladderProblem(steps);
    if (message) context.addIssue({ code: 'custom', message });
  });
const terms = z.object({ limit, period: z.enum(BUDGET_PERIODS), timeZone: z.string().trim().min(1).max(60) });

/** Puts a budget in force, with the usual ladder. */
export const addBudgetAction = callerAction(
  {
    schema: terms.extend({
      teamId: id,
      scope: z.enum(BUDGET_SCOPES),
      keyId: id.nullable(),
      userId: id.nullable(),
    }),
  },
  async ({ runtime, caller, input: { teamId, limit: limitNanoUsd, ...draft } }) => {
    const budgetId = await addBudget(runtime.database, caller, teamId, {
      ...draft,
      limitNanoUsd,
      ladder: DEFAULT_LADDER,
    });
    await runtime.knowledge.refreshBudgets();
    revalidatePath(PAGE);
    return { budgetId };
  },
);

export const changeBudgetAction = callerAction(
  { schema: terms.extend({ id, ladder }) },
  async ({ runtime, caller, input: { id: budgetId, limit: limitNanoUsd, ...change } }) => {
    await changeBudget(runtime.database, caller, budgetId, { ...change, limitNanoUsd });
    await runtime.knowledge.refreshBudgets();
    revalidatePath(PAGE);
    return null;
  },
);

export const removeBudgetAction = callerAction(
  { schema: z.object({ id }) },
  async ({ runtime, caller, input: { id: budgetId } }) => {
    await removeBudget(runtime.database, caller, budgetId);
    await runtime.knowledge.refreshBudgets();
    revalidatePath(PAGE);
    return null;
  },
);

export const restoreBudgetAction = callerAction(
  { schema: z.object({ id }) },
  async ({ runtime, caller, input: { id: budgetId } }) => {
    await restoreBudget(runtime.database, caller, budgetId);
    await runtime.knowledge.refreshBudgets();
    revalidatePath(PAGE);
    return null;
  },
);

/** Who has an account joins; for others a link that works once, shown this once. */
export const inviteAction = callerAction(
  { schema: z.object({ teamId: id, email: z.email('This is not an e-mail address.').max(200), role }) },
  async ({ runtime, caller, input }) => {
    const invited = await invite(runtime.database, caller, input);
    revalidatePath(PAGE);
    if (invited.kind === 'joined') return { name: invited.name, link: null };
    const origin = runtime.env.NEXTAUTH_URL ?? `http://localhost:${runtime.env.PORT}`;
    return { name: input.email, link: `${origin}/join?token=${invited.token}` };
  },
);

export const withdrawInvitationAction = callerAction(
  { schema: z.object({ teamId: id, id: z.string().max(64) }) },
  async ({ runtime, caller, input }) => {
    await withdrawInvitation(runtime.database, caller, input);
    revalidatePath(PAGE);
    return null;
  },
);

export const changeRoleAction = callerAction(
  { schema: z.object({ teamId: id, userId: id, role }) },
  async ({ runtime, caller, input }) => {
    await changeRole(runtime.database, caller, input);
    revalidatePath(PAGE);
    return null;
  },
);

export const removeMemberAction = callerAction(
  { schema: z.object({ teamId: id, userId: id }) },
  async ({ runtime, caller, input }) => {
    await removeMember(runtime.database, caller, input);
    revalidatePath('/', 'layout');
    return null;
  },
);

const newKey = z.object({
  teamId: id,
  name: z.string().trim().min(1, 'Give the key a name, so that you recognise it later.').max(60),
  /** Days until it expires; null: never. */
  days: z.number().int().positive().max(3_650).nullable(),
  /** Providers or models that it may use; empty: all. */
  grants: z.array(z.string().trim().min(1).max(200)).max(50),
});

export const createTeamKeyAction = callerAction({ schema: newKey }, async ({ runtime, caller, input }) => {
  const { teamId, name, days, grants } = input;
  await mustManage(runtime.database, caller, teamId);
  requireKnown(runtime, grants);
  const expiresAt = days === null ? null : new Date(Date.now() + days * DAY_MS);
  const key = { name, teamId, createdById: caller.userId, grants, expiresAt };
  const { secret } = await createKey(runtime.database, key);
  revalidatePath(PAGE);
  return { secret };
});

export const revokeTeamKeyAction = callerAction(
  { schema: z.object({ teamId: id, id }) },
  async ({ runtime, caller, input }) => {
    await mustManage(runtime.database, caller, input.teamId);
    if (!(await revokeKey(runtime.database, input.teamId, input.id)))
      throw new AppError('not_found', 'This key is out of service already.');
    revalidatePath(PAGE);
    return null;
  },
);
