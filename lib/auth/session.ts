import { getServerSession } from 'next-auth';
import { cache } from 'react';
import type { Caller } from '../caller';
import { findMember, type Member } from '../db/users';
import { getRuntime } from '../gateway/runtime';
import { authOptions } from './options';

export type UserCaller = Extract<Caller, { kind: 'user' }>;

/** The signed-in person with the team they act for, or null. Asked once a request, whoever asks. */
export const currentMember = cache(async (): Promise<Member | null> => {
  const runtime = await getRuntime();
  const session = await getServerSession(authOptions(runtime));
  const id = session?.user.id;
  return id ? findMember(runtime.database, id) : null;
});

export function toCaller({ id, teamId, role, name, email }: Member): UserCaller {
  return { kind: 'user', userId: id, teamId, role, name, email };
}
