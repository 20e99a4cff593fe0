import { cookies } from 'next/headers';
import { getServerSession } from 'next-auth';
import { cache } from 'react';
import type { UserCaller } from '../caller';
import { findMember, type Member } from '../db/teams/users';
import { getRuntime } from '../runtime/runtime';
import { authOptions } from './options';

/** The signed-in person with the team they act for, or null. Asked once a request, whoever asks. */
export const currentMember = cache(async (): Promise<Member | null> => {
  const runtime = await getRuntime();
  const session = await getServerSession(authOptions(runtime));
  const id = session?.user.id;
  return id ? findMember(runtime.database, id, await chosenTeam()) : null;
});

const TEAM_COOKIE = 'a3m-team';
const YEAR_SECONDS = 365 * 24 * 3600;

/** The team that this browser last chose. A wish only: whoever reads it checks it against the memberships. */
async function chosenTeam(): Promise<string | null> {
  return (await cookies()).get(TEAM_COOKIE)?.value ?? null;
}

/** Remembers the choice of a team for this browser. */
export async function chooseTeam(teamId: string): Promise<void> {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', maxAge: YEAR_SECONDS } as const;
  (await cookies()).set(TEAM_COOKIE, teamId, options);
}

export function toCaller({ id, teamId, role, teamRole, name, email }: Member): UserCaller {
  return { kind: 'user', userId: id, teamId, role, teamRole, name, email };
}
