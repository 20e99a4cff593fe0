import { z } from 'zod';
import { withCaller } from '@/lib/auth/doormen';

/** What a page asks before it is read anew: the server is there, its database answers, and it knows who asks. */
export const GET = withCaller({ schema: z.object({}) }, async () =>
  Response.json({ isReady: true }, { headers: { 'cache-control': 'no-store' } }),
);
