import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { mustManage } from '@/lib/db/teams/team-access';
import { proveBudget } from '@/lib/services/budgets/limit-test';
import { lineResponse } from '../../line-response';

/** Tests in the sandbox that a budget's limit holds, and streams the progress. */
export const POST = withCaller(
  { schema: z.object({ teamId: z.string().max(64) }) },
  async ({ runtime, caller, input: { teamId } }, request) => {
    await mustManage(runtime.database, caller, teamId);
    return lineResponse(request, (signal) => proveBudget({ runtime, caller, teamId, signal }));
  },
);
