'use server';
import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import { parseUtcStart } from '@/lib/engine/money/day';
import type { Rates } from '@/lib/engine/types';
import { endPrice, restorePrice, setPrice } from '@/lib/services/prices/prices';

const PAGE = '/settings/prices';

const usd = z
  .number('A price is a number of dollars, such as 0.42.')
  .nonnegative('A price cannot be negative.')
  .max(100_000, 'A price can be at most $100,000.');
const hour = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}$/, 'A price starts and ends on a full hour.')
  .refine((text) => !Number.isNaN(parseUtcStart(text)), 'There is no such hour.');

const price = z.object({
  model: z.string().min(1, 'Choose a model.').max(200),
  rates: z.strictObject({
    input: usd,
    output: usd,
    cachedInput: usd.optional(),
    cacheWrite: usd.optional(),
    cacheWrite1h: usd.optional(),
    reasoning: usd.optional(),
    perCall: usd.optional(),
    perHour: usd.optional(),
  }),
  from: hour.nullable(),
  until: hour.nullable(),
  note: z.string().trim().min(1, 'Add a note.').max(200),
});

/** Overrides a price, now or from a future hour. */
export const setPriceAction = callerAction(
  { schema: price, role: 'admin' },
  async ({ runtime, caller, input: { rates, ...draft } }) => {
    const named = Object.fromEntries(Object.entries(rates).filter(([, value]) => value !== undefined));
    const id = await setPrice(runtime, caller, { ...draft, rates: named as unknown as Rates });
    revalidatePath(PAGE);
    return { id };
  },
);

const known = z.object({ id: z.string().max(64) });

export const endPriceAction = callerAction({ schema: known, role: 'admin' }, async ({ runtime, caller, input }) => {
  await endPrice(runtime, caller, input.id);
  revalidatePath(PAGE);
  return null;
});

export const restorePriceAction = callerAction({ schema: known, role: 'admin' }, async ({ runtime, caller, input }) => {
  await restorePrice(runtime, caller, input.id);
  revalidatePath(PAGE);
  return null;
});
