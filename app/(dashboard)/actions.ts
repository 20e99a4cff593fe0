'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import { chooseTeam } from '@/lib/auth/session';
import { listUserTeams } from '@/lib/db/teams/users';
import { AppError } from '@/lib/errors';

/** Switches this browser to another of the caller's teams. */
export const switchTeamAction = callerAction(
  { schema: z.object({ teamId: z.string().max(64) }) },
  async ({ runtime, caller, input: { teamId } }) => {
    const own = await listUserTeams(runtime.database, caller.userId);
    if (!own.some(({ id }) => id === teamId)) throw new AppError('not_found', 'You are not a member of this team.');
    await chooseTeam(teamId);
    revalidatePath('/', 'layout');
    return null;
  },
);
