'use server';
import { z } from 'zod';
import { callerAction } from '@/lib/auth/doormen';
import { findEverywhere } from '@/lib/gateway/findings';
import { searchText } from './search-text';

/** For the palette: the few that fit best. */
export const findAction = callerAction({ schema: z.object({ search: searchText }) }, ({ runtime, caller, input }) =>
  findEverywhere(runtime, caller, input.search),
);
