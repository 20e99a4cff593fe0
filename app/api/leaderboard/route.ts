import { z } from 'zod';
import { boardView } from '@/app/(dashboard)/compare/leaderboard/view';
import { withCaller } from '@/lib/auth/guards';
import { boardAsCsv } from '@/lib/db/compare/leaderboard-csv';
import { csvResponse } from '../costs/csv-response';

/** The ranking of the page's filters as CSV. */
export const GET = withCaller({ schema: z.looseObject({}) }, async ({ runtime, caller, input }) => {
  const { board } = await boardView({ runtime, caller }, input);
  return csvResponse('leaderboard.csv', boardAsCsv(await board));
});
