import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { liveStates } from '@/lib/services/providers/live-states';

/** In-memory state of breakers and faults, polled by the providers page. */
export const GET = withCaller({ schema: z.object({}) }, async ({ runtime }) =>
  Response.json(liveStates(runtime), { headers: { 'cache-control': 'no-store' } }),
);
