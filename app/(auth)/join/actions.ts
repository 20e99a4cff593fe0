'use server';
import { z } from 'zod';
import { callerAction, setupAction } from '@/lib/auth/guards';
import { hashPassword, MIN_PASSWORD_LENGTH } from '@/lib/auth/password';
import { chooseTeam } from '@/lib/auth/session';
import { acceptAsUser, acceptWithNewAccount } from '@/lib/db/teams/invitations';

const token = z.string().max(100);
const newcomer = z.object({
  token,
  name: z.string().trim().min(1, 'Tell us your name.').max(100),
  password: z.string().min(MIN_PASSWORD_LENGTH, `Use at least ${MIN_PASSWORD_LENGTH} characters.`).max(1_000),
});

/** Creates the account of an invited user. */
export const joinAsNewcomerAction = setupAction(
  newcomer,
  async ({ database }, { token, name, password }) =>
    acceptWithNewAccount(database, token, { name, passwordHash: await hashPassword(password) }),
  'invitation',
);

/** Adds the signed-in user to the inviting team and switches to it. */
export const joinAction = callerAction({ schema: z.object({ token }) }, async ({ runtime, caller, input }) => {
  const { teamId } = await acceptAsUser(runtime.database, caller, input.token);
  await chooseTeam(teamId);
  return null;
});
