import { Prisma } from '../generated/client';

/** Dimensions that sums can be grouped by, in addition to time. */
export const DIMENSIONS = ['provider', 'model', 'category', 'status', 'key', 'user', 'team'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Counts only rows with one of these values. An empty value stands for no model or no key. */
export type SumFilter = Partial<Record<Dimension, string | string[] | undefined>>;

const REQUESTS = { team: 'team_id', category: 'category', status: 'status::text' };
const ANSWERS = { team: 'team_id', provider: 'provider', model: 'model', status: 'status::text' };
const CALLERS = { team: 'team_id', key: 'key_id', user: 'user_id', status: 'status::text' };

/** Several small rollups instead of one large one: each has some of the dimensions. */
const ROLLUP_DIMENSIONS: { table: string; columns: Partial<Record<Dimension, string>> }[] = [
  { table: 'rollup_requests', columns: REQUESTS },
  { table: 'rollup_answers', columns: ANSWERS },
  { table: 'rollup_callers', columns: CALLERS },
];

/** The rollup of requests that has all of these dimensions; undefined when none has. */
export function findRollup(dimensions: Dimension[]) {
  return ROLLUP_DIMENSIONS.find(({ columns }) => dimensions.every((dimension) => columns[dimension] !== undefined));
}

/** The dimensions of a filter. */
export function filteredBy(filter: SumFilter): Dimension[] {
  return DIMENSIONS.filter((dimension) => filter[dimension] !== undefined);
}

/** True when one rollup has all dimensions of the grouping and the filter, so that sums are exact. */
export function canSum(filter: SumFilter, dimension?: Dimension | undefined): boolean {
  return findRollup([...filteredBy(filter), ...(dimension ? [dimension] : [])]) !== undefined;
}

/**
 * True when money is grouped by provider or model only: then it is counted by upstream call. Otherwise it is counted by
 * request, with all its calls.
 */
export function isByCall(filter: SumFilter, dimension?: Dimension | undefined): boolean {
  const asked = [...filteredBy(filter), ...(dimension ? [dimension] : [])];
  return asked.length > 0 && asked.every((name) => name === 'provider' || name === 'model');
}

/** A filter as additional conditions on a rollup with these columns. */
export function toConditions(filter: SumFilter, columns: Partial<Record<Dimension, string>>): Prisma.Sql {
  const conditions = filteredBy(filter).map((dimension) => {
    const column = columns[dimension];
    if (!column) throw new RangeError(`No rollup holds ${filteredBy(filter).join(', ')} together.`);
    return Prisma.sql`and ${Prisma.raw(column)} = any(${[filter[dimension] ?? []].flat()})`;
  });
  return conditions.length > 0 ? Prisma.join(conditions, ' ') : Prisma.empty;
}
