'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import { setBaselineChoice } from '@/lib/db/budgets/baseline';
import { AppError } from '@/lib/errors';

const choice = z.object({ baseline: z.string().min(1, 'Choose a baseline.').max(200) });
const RULES = ['strongest', 'most_used'];

/** Sets the baseline for savings, from the next request on. */
export const setBaselineAction = callerAction(
  { schema: choice, role: 'admin' },
  async ({ runtime, caller, input: { baseline } }) => {
    const isKnown = RULES.includes(baseline) || runtime.catalog.get(baseline) !== undefined;
    if (!isKnown)
      throw new AppError('invalid_request_error', `There is no model "${baseline}". Pick one from the list.`, {
        param: 'baseline',
      });
    await setBaselineChoice(runtime.database, caller.teamId, baseline);
    revalidatePath('/costs');
    return null;
  },
);
