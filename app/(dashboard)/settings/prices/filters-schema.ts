import { z } from 'zod';
import { SHOWN } from './_components/filters';

/** Parses the page's URL; invalid values count as absent. */
export const filtersSchema = z.object({
  q: z.string().trim().max(200).optional().catch(undefined),
  provider: z.string().max(40).optional().catch(undefined),
  show: z.enum(SHOWN).catch('current'),
  of: z.enum(['connected', 'all']).catch('connected'),
});
