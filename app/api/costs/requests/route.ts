import { z } from 'zod';
import { withCaller } from '@/lib/auth/guards';
import { requestsAsCsv } from '@/lib/db/ledger/requests-csv';
import { resolveCostRange } from '@/lib/db/stats/cost-range';
import { addressSchema, toRangeQuery, toSumFilter } from '@/lib/services/costs/address-schema';
import { csvResponse } from '../../csv-response';

/** Every request in the page's window and filters, streamed from the ledger. */
export const GET = withCaller({ schema: z.looseObject({}) }, async ({ runtime, caller, input }, request) => {
  const address = addressSchema.parse(input);
  const { database } = runtime;
  const { window } = await resolveCostRange(database, caller.teamId, toRangeQuery(address), Date.now());
  const { key: keyId, ...filter } = toSumFilter(address) as Record<string, string | undefined>;
  const { from, until } = window;
  return csvResponse(
    'requests.csv',
    requestsAsCsv(database, caller.teamId, { ...filter, keyId, from, until }, request.signal),
  );
});
