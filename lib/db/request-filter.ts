import { Prisma } from './generated/client';

/** Which requests of a team: every given part must hold. */
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
export function whereOf(teamId: string, filter: LedgerFilter): Prisma.Sql {
  const { from, until, status, category, provider, model, keyId, userId } = filter;
  return Prisma.join(
    [
      Prisma.sql`team_id = ${teamId}`,
      ...(from ? [Prisma.sql`created_at >= ${from}`] : []),
      ...(until ? [Prisma.sql`created_at < ${until}`] : []),
      ...(status ? [Prisma.sql`status = ${status}::request_status`] : []),
      ...(category ? [Prisma.sql`category = ${category}`] : []),
      ...(provider ? [Prisma.sql`provider = ${provider}`] : []),
      ...(model ? [Prisma.sql`model = ${model}`] : []),
      ...(keyId ? [Prisma.sql`key_id = ${keyId}`] : []),
      ...(userId ? [Prisma.sql`user_id = ${userId}`] : []),
    ],
    ' and ',
  );
}
