import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { returnTo } from '@/lib/auth/return-to';
import { currentMember } from '@/lib/auth/session';
import { hasOwner } from '@/lib/db/teams/users';
import { getRuntime } from '@/lib/runtime/runtime';
import { LoginForm } from './login-form';

export const metadata: Metadata = { title: 'Sign in' };

/** Public page. */
export default async function LoginPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const { database } = await getRuntime();
  const next = returnTo((await searchParams).next) ?? '/playground';
  if (await currentMember()) redirect(next);
  if (!(await hasOwner(database))) redirect('/setup');
  return (
    <>
      <h1 className="text-first font-semibold tracking-[-0.016em]">Sign in</h1>
      <p className="mt-1 mb-6 text-text-2">Sign in to use the playground, costs and settings.</p>
      <LoginForm next={next} />
    </>
  );
}
