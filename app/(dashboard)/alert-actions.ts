'use server';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import { markAlertsSeen } from '@/lib/db/alerts/alerts';

const seen = z.object({ ids: z.union([z.array(z.string().max(64)).max(100), z.literal('all')]) });

/** Dismisses alerts, for the caller only. */
export const putAlertsAwayAction = callerAction({ schema: seen }, async ({ runtime, caller, input }) => {
  await markAlertsSeen(runtime.database, caller, input.ids);
  return null;
});
