import { z } from 'zod';
import { CATEGORIES } from '../../engine/types';
import { BOARD_RANGES, type BoardAddress } from './leaderboard-address';

const text = z.string().trim().min(1).max(200).nullable().catch(null).default(null);

/** Parses the URL of the leaderboard and of its exports; invalid values count as absent. */
export const addressSchema = z
  .object({
    range: z.enum(BOARD_RANGES).catch('90d').default('90d'),
    category: z.enum(CATEGORIES).nullable().catch(null).default(null),
    team: text,
    votes: z.enum(['blind', 'all']).catch('blind').default('blind'),
    first: text,
    second: text,
  })
  .transform(({ votes, ...address }): BoardAddress => ({ ...address, isOpen: votes === 'all' }));
