import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { liveStates } from '@/lib/services/providers/live-states';

/** Polled by the providers page: breakers and faults, from memory. */
export const GET = withCaller({ schema: z.object({}) }, async ({ runtime }) =>
  Response.json(liveStates(runtime), { headers: { 'cache-control': 'no-store' } }),
);
