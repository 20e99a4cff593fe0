'use server';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/guards';
import { findEverywhere } from '@/lib/services/search';
import { searchText } from '@/lib/services/search-text';

/** The best matches, for the command palette. */
export const findAction = callerAction({ schema: z.object({ search: searchText }) }, ({ runtime, caller, input }) =>
  findEverywhere(runtime, caller, input.search),
);
