import { vi } from 'vitest';

/** The session itself is next-auth's, and so are its cookies; and nobody renders what is shown anew. */
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
