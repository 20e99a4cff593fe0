import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { unseenAlerts } from '@/lib/db/alerts/alerts';
import { toNotification } from '@/lib/runtime/alerts/notification';

/** Polled by the bell: the caller's alerts that are not dismissed. */
export const GET = withCaller({ schema: z.object({}) }, async ({ runtime, caller }) => {
  const alerts = (await unseenAlerts(runtime.database, caller)).map(toNotification);
  return Response.json({ alerts }, { headers: { 'cache-control': 'no-store' } });
});
