import { vi } from 'vitest';

/** next-auth owns the session and its cookies, and no page is rendered here. */
vi.mock('../../lib/auth/session', async (original) => {
  const { signedIn } = await import('./signed-in');
  return {
    ...(await original<typeof import('../../lib/auth/session')>()),
    currentMember: async () => signedIn.member,
    chooseTeam: async (teamId: string) => {
      signedIn.chosen = teamId;
    },
  };
});
vi.mock('next/cache', () => ({ refresh: () => undefined, revalidatePath: () => undefined }));
