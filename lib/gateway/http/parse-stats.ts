import { z } from 'zod';
import { DIMENSIONS, type Grouping, UNITS } from '../../db/stats/sums';
import type { WindowQuery } from '../../db/stats/window';
import { CATEGORIES } from '../../engine/types';
import { AppError } from '../../errors';

const moment = z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()], {
  error: 'is a day such as 2026-11-22, or a time such as 2026-11-22T10:00:00Z (ISO 8601)',
});

const timeZone = z.string().refine(isTimeZone, 'is the name of a time zone, such as Europe/Berlin');

const groupBy = z.string().transform((text, context): Grouping => {
  const names = text.split(',').map((name) => name.trim());
  const unit = UNITS.find((known) => names.includes(known));
  const dimension = DIMENSIONS.find((known) => names.includes(known));
  if (names.every((name) => name === unit || name === dimension) && new Set(names).size === names.length)
    return { unit, dimension };
  context.addIssue({
    code: 'custom',
    message: `is one of ${UNITS.join(', ')}, one of ${DIMENSIONS.join(', ')}, or one of each with a comma between`,
  });
  return z.NEVER;
});

const window = { from: moment.optional(), to: moment.optional(), time_zone: timeZone.optional() };

const statsQuery = z.strictObject({ ...window, group_by: groupBy.optional() });

const text = z.string().min(1).max(200).optional();

const requestsQuery = z.strictObject({
  ...window,
  status: z.enum(['pending', 'succeeded', 'failed', 'cancelled', 'abandoned']).optional(),
  category: z.enum(CATEGORIES).optional(),
  provider: text,
  model: text,
  key: text,
  user: text,
});

/** Parses the query of `/v1/stats`. Throws a 400 that names the parameter. */
export function parseStatsQuery(query: string): { window: WindowQuery; grouping: Grouping } {
  const { group_by: grouping = {}, ...rest } = parsed(statsQuery, query);
  return { window: toWindow(rest), grouping };
}

/** Parses the query of `/v1/requests.csv`. Throws a 400 that names the parameter. */
export function parseRequestsQuery(query: string) {
  const { from, to, time_zone, key: keyId, user: userId, ...rest } = parsed(requestsQuery, query);
  return { window: toWindow({ from, to, time_zone }), filter: { ...rest, keyId, userId } };
}

type RawWindow = { from?: string | undefined; to?: string | undefined; time_zone?: string | undefined };

function toWindow({ from, to, time_zone }: RawWindow): WindowQuery {
  return { from, to, timeZone: time_zone };
}

function parsed<Schema extends z.ZodType>(schema: Schema, query: string): z.infer<Schema> {
  const result = schema.safeParse(Object.fromEntries(new URLSearchParams(query)));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const param = issue.keys[0] ?? null;
    throw new AppError('invalid_request_error', `There is no parameter ${param}.`, { param });
  }
  const param = issue?.path.join('.') || null;
  throw new AppError('invalid_request_error', `${param}: ${issue?.message}.`, { param });
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
