import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Note } from '@/components/ui/note';
import { freshSetupLink } from '@/lib/auth/first-owner';
import { MIN_PASSWORD_LENGTH } from '@/lib/auth/password';
import { linkExpiry } from '@/lib/db/teams/one-time-links';
import { hasOwner } from '@/lib/db/teams/users';
import { getRuntime } from '@/lib/runtime/runtime';
import { SetupForm } from './setup-form';

export const metadata: Metadata = { title: 'Set up' };

/** Public page until an owner exists; it shows something only with a valid one-time link. */
export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string }> }) {
  const runtime = await getRuntime();
  if (await hasOwner(runtime.database)) redirect('/login');
  const { token = '' } = await searchParams;
  const expiry = token ? await linkExpiry(runtime.database, 'setup', token) : null;
  if (!expiry) return <NoLink wasTried={token !== ''} isFresh={await freshSetupLink(runtime)} />;
  return (
    <>
      <h1 className="text-first font-semibold tracking-[-0.016em]">Create the owner account</h1>
      <p className="mt-1 mb-6 text-text-2">This account has full access. The page is disabled afterwards.</p>
      <SetupForm
        token={token}
        minutesLeft={Math.max(1, Math.round((expiry.getTime() - Date.now()) / 60_000))}
        minPasswordLength={MIN_PASSWORD_LENGTH}
      />
    </>
  );
}

function NoLink({ wasTried, isFresh }: { wasTried: boolean; isFresh: boolean }) {
  return (
    <>
      <h1 className="text-first font-semibold tracking-[-0.016em]">Almost there</h1>
      <p className="mt-1 mb-6 text-text-2">
        {wasTried
          ? 'This link was already used or has expired.'
          : 'Setup is protected by the one-time link printed in the server log.'}
      </p>
      <Note>
        {isFresh ? 'A new link has just been printed' : 'Find the link'} in the server log. Open it within 30 minutes to
        create the owner account.
      </Note>
    </>
  );
}
