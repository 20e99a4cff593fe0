import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { boardAsCsv } from '@/lib/db/compare/leaderboard-csv';
import { boardView } from '@/lib/services/compare/leaderboard';
import { csvResponse } from '../csv-response';

/** The ranking in the page's filters as CSV. */
export const GET = withCaller({ schema: z.looseObject({}) }, async ({ runtime, caller, input }) => {
  const { board } = await boardView({ runtime, caller }, input);
  return csvResponse('leaderboard.csv', boardAsCsv(await board));
});
