'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import { setRetention, setStoresApiText } from '@/lib/db/system/settings';
import { createKey, revokeKey } from '@/lib/db/teams/keys';
import { DAY_MS } from '@/lib/engine/time';
import { AppError } from '@/lib/errors';
import { requireKnown } from '@/lib/services/routing/routing-report';
import { MAX_RETENTION_DAYS } from '@/lib/time-range';

const newKey = z.object({
  name: z.string().trim().min(1, 'Give the key a name, so that you recognise it later.').max(60),
  /** Days until it expires; null: never. */
  days: z.number().int().positive().max(3_650).nullable(),
  /** Providers or models that it may use; empty: all. */
  grants: z.array(z.string().trim().min(1).max(200)).max(50),
});

/** Makes a key and hands its text out, this once. */
export const createKeyAction = callerAction({ schema: newKey, role: 'admin' }, async ({ runtime, caller, input }) => {
  requireKnown(runtime, input.grants);
  const expiresAt = input.days === null ? null : new Date(Date.now() + input.days * DAY_MS);
  const { secret } = await createKey(runtime.database, {
    name: input.name,
    teamId: caller.teamId,
    createdById: caller.userId,
    grants: input.grants,
    expiresAt,
  });
  revalidatePath('/settings');
  return { secret };
});

export const revokeKeyAction = callerAction(
  { schema: z.object({ id: z.string().max(64) }), role: 'admin' },
  async ({ runtime, caller, input }) => {
    if (!(await revokeKey(runtime.database, caller.teamId, input.id)))
      throw new AppError('not_found', 'This key is out of service already.');
    revalidatePath('/settings');
    return null;
  },
);

export const setTextStorageAction = callerAction(
  { schema: z.object({ isOn: z.boolean() }), role: 'admin' },
  async ({ runtime, input }) => {
    await setStoresApiText(runtime.database, input.isOn);
    revalidatePath('/settings');
    return null;
  },
);

const days = z.number().int().min(1).max(MAX_RETENTION_DAYS).nullable();

/** For how many days requests and texts are kept; null: for ever. */
export const setRetentionAction = callerAction(
  { schema: z.object({ rowDays: days, textDays: days }), role: 'admin' },
  async ({ runtime, input }) => {
    await setRetention(runtime.database, input);
    revalidatePath('/settings');
    return null;
  },
);
