import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { findComparison } from '@/lib/db/compare/stored-comparison';
import { AppError } from '@/lib/errors';
import { resultLines } from '@/lib/services/compare/comparison-csv';
import { csvResponse } from '../../csv-response';

/** Every answer of a comparison as a CSV row; fields that are hidden until the vote stay empty. */
export const GET = withCaller({ schema: z.object({ id: z.string().max(64) }) }, async ({ runtime, caller, input }) => {
  const comparison = await findComparison(runtime.database, caller, input.id);
  if (!comparison) throw new AppError('not_found', 'There is no such comparison.');
  return csvResponse(`comparison-${comparison.id}.csv`, resultLines(comparison));
});
