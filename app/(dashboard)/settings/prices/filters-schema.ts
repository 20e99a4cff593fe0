import { z } from 'zod';
import { SHOWN } from './_components/filters';

/** What the URL may say; anything else is as if it were not there. */
export const filtersSchema = z.object({
  q: z.string().trim().max(200).optional().catch(undefined),
  provider: z.string().max(40).optional().catch(undefined),
  show: z.enum(SHOWN).catch('current'),
  of: z.enum(['connected', 'all']).catch('connected'),
});
