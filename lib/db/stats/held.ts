import { Prisma } from '../generated/client';

/** What sums may be divided by, beside time. */
export const DIMENSIONS = ['provider', 'model', 'category', 'status', 'key', 'user', 'team'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Only what has one of these values counts. An empty value is what nobody answered, or what had no key. */
export type SumFilter = Partial<Record<Dimension, string | string[] | undefined>>;

const REQUESTS = { team: 'team_id', category: 'category', status: 'status::text' };
const ANSWERS = { team: 'team_id', provider: 'provider', model: 'model', status: 'status::text' };
const CALLERS = { team: 'team_id', key: 'key_id', user: 'user_id', status: 'status::text' };

/** Several small rollups rather than one of everything: each holds some dimensions together. */
const HELD: { table: string; columns: Partial<Record<Dimension, string>> }[] = [
  { table: 'rollup_requests', columns: REQUESTS },
  { table: 'rollup_answers', columns: ANSWERS },
  { table: 'rollup_callers', columns: CALLERS },
];

/** The rollup of requests that holds these dimensions together; undefined when none does. */
export function holderOf(dimensions: Dimension[]) {
  return HELD.find(({ columns }) => dimensions.every((dimension) => columns[dimension] !== undefined));
}

/** The dimensions that a filter speaks of. */
export function filteredBy(filter: SumFilter): Dimension[] {
  return DIMENSIONS.filter((dimension) => filter[dimension] !== undefined);
}

/** True where sums by a dimension within a filter are exact: one rollup holds all of them. */
export function canSum(filter: SumFilter, dimension?: Dimension | undefined): boolean {
  return holderOf([...filteredBy(filter), ...(dimension ? [dimension] : [])]) !== undefined;
}

/**
 * True where money is asked by whom it was paid to, and nothing else: then it is counted by upstream call. Otherwise it is
 * counted by request, with all its calls.
 */
export function isByCall(filter: SumFilter, dimension?: Dimension | undefined): boolean {
  const asked = [...filteredBy(filter), ...(dimension ? [dimension] : [])];
  return asked.length > 0 && asked.every((name) => name === 'provider' || name === 'model');
}

/** A filter as further conditions on a rollup with these columns. */
export function conditionsOf(filter: SumFilter, columns: Partial<Record<Dimension, string>>): Prisma.Sql {
  const conditions = filteredBy(filter).map((dimension) => {
    const column = columns[dimension];
    if (!column) throw new RangeError(`No rollup holds ${filteredBy(filter).join(', ')} together.`);
    return Prisma.sql`and ${Prisma.raw(column)} = any(${[filter[dimension] ?? []].flat()})`;
  });
  return conditions.length > 0 ? Prisma.join(conditions, ' ') : Prisma.empty;
}
