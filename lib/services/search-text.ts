import { z } from 'zod';
import { isStorable } from '../storable-text';

/** What somebody types to find something. */
export const searchText = z
  .string()
  .max(200, 'Search for 200 characters at most.')
  .refine((text) => isStorable(text), 'Nothing holds that character.');
