import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { pairsAsCsv } from '@/lib/db/compare/leaderboard-csv';
import { boardView } from '@/lib/services/compare/leaderboard';
import { csvResponse } from '../../csv-response';

/** Every pair of models with votes, within the page's filters, as CSV. */
export const GET = withCaller({ schema: z.looseObject({}) }, async ({ runtime, caller, input }) => {
  const { board } = await boardView({ runtime, caller }, input);
  return csvResponse('leaderboard-pairs.csv', pairsAsCsv(await board));
});
