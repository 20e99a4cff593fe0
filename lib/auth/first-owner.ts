import { createLink, hasValidLink } from '../db/teams/one-time-links';
import { createOwner, hasOwner } from '../db/teams/users';
import type { Runtime } from '../runtime/runtime';
import { hashPassword, MIN_PASSWORD_LENGTH } from './password';

/**
 * Sees to it that the place can get its owner: created from `ADMIN_EMAIL` and `ADMIN_PASSWORD` when both are set, else
 * by whoever opens the one-time link that is returned here. Null when there is nothing left to do.
 */
export async function claimOwner(
  { database, env, log }: Pick<Runtime, 'database' | 'env' | 'log'>,
  origin: string,
): Promise<string | null> {
  if (await hasOwner(database)) return null;
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = env;
  if (email && password && password.length >= MIN_PASSWORD_LENGTH) {
    await createOwner(database, {
      email,
      name: email.split('@')[0] ?? email,
      passwordHash: await hashPassword(password),
    });
    return null;
  }
  if (email || password) {
    log(
      'warn',
      `ADMIN_EMAIL and ADMIN_PASSWORD (${MIN_PASSWORD_LENGTH} characters or more) must both be set to create the owner.`,
    );
  }
  return setupLink(origin, await createLink(database, 'setup'));
}

/**
 * Prints a new one-time link to the server's output when the last one has run out. Resolves to whether it did: a
 * stranger who keeps reloading the page gets no more than one in half an hour.
 */
export async function freshSetupLink({ database, env }: Pick<Runtime, 'database' | 'env'>): Promise<boolean> {
  if (await hasValidLink(database, 'setup')) return false;
  const origin = env.NEXTAUTH_URL ?? `http://localhost:${env.PORT}`;
  console.log(`Create the owner account within 30 minutes: ${setupLink(origin, await createLink(database, 'setup'))}`);
  return true;
}

function setupLink(origin: string, token: string): string {
  return `${origin}/setup?token=${token}`;
}
