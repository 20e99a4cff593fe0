import type { Metadata } from 'next';
import { Link } from '@/components/ui/link';
import { Note } from '@/components/ui/note';
import { MIN_PASSWORD_LENGTH } from '@/lib/auth/password';
import { currentMember } from '@/lib/auth/session';
import { openInvitation } from '@/lib/db/teams/invitations';
import { getRuntime } from '@/lib/runtime/runtime';
import { JoinButton } from './join-button';
import { JoinForm } from './join-form';

export const metadata: Metadata = { title: 'Join a team' };

/** Public page: it shows something only with a valid one-time link. */
export default async function JoinPage({ searchParams }: { searchParams: Promise<{ token?: string }> }) {
  const { database } = await getRuntime();
  const { token = '' } = await searchParams;
  const invitation = token ? await openInvitation(database, token) : null;
  if (!invitation) return <NoInvitation />;
  const { email, teamName, role, hasAccount } = invitation;
  const member = await currentMember();
  return (
    <>
      <h1 className="text-first font-semibold tracking-[-0.016em]">Join {teamName}</h1>
      <p className="mt-1 mb-6 text-text-2">
        {email} is invited as {role === 'owner' || role === 'admin' ? 'an' : 'a'} {role}.
      </p>
      {!hasAccount && <JoinForm token={token} email={email} minPasswordLength={MIN_PASSWORD_LENGTH} />}
      {hasAccount && member?.email === email && <JoinButton token={token} teamName={teamName} />}
      {hasAccount && member?.email !== email && (
        <Note>
          An account for {email} already exists.{' '}
          <Link href="/login" className="font-medium text-accent-text hover:underline">
            Sign in
          </Link>{' '}
          and open this link again.
        </Note>
      )}
    </>
  );
}

function NoInvitation() {
  return (
    <>
      <h1 className="text-first font-semibold tracking-[-0.016em]">Invitation not found</h1>
      <p className="mt-1 text-text-2">It was used, withdrawn or has expired. Ask the sender for a new one.</p>
    </>
  );
}
