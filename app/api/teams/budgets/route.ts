import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { viewBudgets } from '@/lib/db/budgets/budget-views';

/** Polled by the teams page: a team's current budgets. */
export const GET = withCaller(
  { schema: z.object({ team: z.string().max(64) }) },
  async ({ runtime, caller, input }) => {
    const at = Date.now();
    const budgets = await viewBudgets(runtime.database, caller, input.team, at);
    return Response.json({ budgets, at }, { headers: { 'cache-control': 'no-store' } });
  },
);
