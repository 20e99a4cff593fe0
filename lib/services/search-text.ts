import { z } from 'zod';
import { isStorable } from '../storable-text';

/** A search as typed. */
export const searchText = z
  .string()
  .max(200, 'A search can have at most 200 characters.')
  .refine((text) => isStorable(text), 'The search contains a character that cannot be stored.');
