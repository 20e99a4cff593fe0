import { Prisma } from '../generated/client';

/** A filter on a team's requests: every given part must match. An empty key, user, provider or model matches none. */
export interface LedgerFilter {
  from?: Date | undefined;
  until?: Date | undefined;
  status?: string | undefined;
  category?: string | undefined;
  provider?: string | undefined;
  model?: string | undefined;
  keyId?: string | undefined;
  userId?: string | undefined;
}

/** The filter as a condition on `requests`. */
export function buildWhere(teamId: string, filter: LedgerFilter): Prisma.Sql {
  const { from, until, status, category, provider, model, keyId, userId } = filter;
  return Prisma.join(
    [
      Prisma.sql`team_id = ${teamId}`,
      ...(from ? [Prisma.sql`created_at >= ${from}`] : []),
      ...(until ? [Prisma.sql`created_at < ${until}`] : []),
      ...(status ? [Prisma.sql`status = ${status}::request_status`] : []),
      ...(category ? [Prisma.sql`category = ${category}`] : []),
      ...same('provider', provider),
      ...(model ? same('provider', extractProvider(model)) : []),
      ...same('model', model),
      ...same('key_id', keyId),
      ...same('user_id', userId),
    ],
    ' and ',
  );
}

function same(column: 'provider' | 'model' | 'key_id' | 'user_id', value: string | undefined): Prisma.Sql[] {
  if (value === undefined) return [];
  return [value === '' ? Prisma.sql`${Prisma.raw(column)} is null` : Prisma.sql`${Prisma.raw(column)} = ${value}`];
}

/** The part before the first slash of a model's id. There is an index by provider, and none by model. */
function extractProvider(model: string): string {
  return model.split('/', 1)[0] as string;
}
