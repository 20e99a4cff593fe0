import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { resolveCostRange } from '@/lib/db/stats/cost-range';
import { groupsAsCsv } from '@/lib/db/stats/csv';
import { canSum } from '@/lib/db/stats/dimensions';
import { listGroups } from '@/lib/db/stats/report';
import { visibleTeams } from '@/lib/db/teams/team-access';
import { AppError } from '@/lib/errors';
import { addressSchema, toRangeQuery, toSumFilter } from '@/lib/services/costs/address-schema';
import { csvResponse } from '../../csv-response';

const query = z.looseObject({ unit: z.enum(['day']).optional() });

/** The costs page's table as CSV, in the columns of `/v1/stats.csv`; by day when requested. */
export const GET = withCaller({ schema: query }, async ({ runtime, caller, input }) => {
  const address = addressSchema.parse(input);
  const grouping = { unit: input.unit, dimension: address.by, filter: toSumFilter(address) };
  if (!canSum(grouping.filter, address.by))
    throw new AppError('invalid_request_error', 'This combination of filters is not available.', {
      param: 'by',
    });
  const { database } = runtime;
  const { window } = await resolveCostRange(database, caller.teamId, toRangeQuery(address), Date.now());
  const teamIds = address.by === 'team' ? await visibleTeams(database, caller) : caller.teamId;
  const groups = await listGroups(database, teamIds, window, grouping);
  return csvResponse('costs.csv', groupsAsCsv(groups, grouping));
});
