import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { currentMember } from '@/lib/auth/session';
import { hasOwner } from '@/lib/db/users';
import { getRuntime } from '@/lib/gateway/runtime';
import { LoginForm } from './login-form';

export const metadata: Metadata = { title: 'Sign in' };

/** Open to strangers: it is the door. */
export default async function LoginPage() {
  const { database } = await getRuntime();
  if (await currentMember()) redirect('/playground');
  if (!(await hasOwner(database))) redirect('/setup');
  return (
    <>
      <h1 className="text-first font-semibold tracking-[-0.016em]">Sign in</h1>
      <p className="mt-1 mb-6 text-text-2">To the playground, the costs and the settings of this router.</p>
      <LoginForm />
    </>
  );
}
