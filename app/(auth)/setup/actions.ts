'use server';
import { z } from 'zod';
import { setupAction } from '@/lib/auth/guards';
import { hashPassword, MIN_PASSWORD_LENGTH } from '@/lib/auth/password';
import { createOwner } from '@/lib/db/teams/users';

const schema = z.object({
  token: z.string(),
  name: z.string().trim().min(1, 'Tell us your name.').max(100),
  email: z.email('Enter a valid e-mail address.'),
  password: z.string().min(MIN_PASSWORD_LENGTH, `Use at least ${MIN_PASSWORD_LENGTH} characters.`).max(1_000),
  workspace: z.string().trim().min(1, 'Give the workspace a name.').max(60),
});

/** Creates the owner account. Requires the one-time link. */
export const createOwnerAction = setupAction(schema, async ({ database }, { name, email, password, workspace }) => {
  await createOwner(database, { name, email, passwordHash: await hashPassword(password), workspace });
  return null;
});
