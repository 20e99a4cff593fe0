import { DAY_MS } from '../../engine/time';
import type { Database } from '../client';
import { Prisma } from '../generated/client';
import { ledgerStart } from '../ledger/partitions';
import { ROLLUPS } from './definitions';
import { blockWriters, foldDays } from './fold';
import { rebuildPairs } from './rebuild-pairs';
import { additionsTo, outcomeSource, quarterStart, sources } from './sql';

/** Enough for one day of a very busy installation; a page's statements get far less. */
const DAY_TIMEOUT_MS = 10 * 60_000;

export interface Rebuilt {
  /** The first day that was recomputed, or null when the ledger is empty. */
  from: Date | null;
  /** The day after the last one. */
  until: Date | null;
  days: number;
}

export interface RebuildOptions {
  /** Days in UTC; by default all that the ledger holds. */
  from?: Date | undefined;
  until?: Date | undefined;
  onDay?: (day: Date, done: number, of: number) => void;
}

/**
 * Recomputes the rollups: those of votes in one transaction, those of the ledger one day per transaction. Days that the
 * ledger no longer holds stay unchanged: rollups are kept longer.
 */
export async function rebuildRollups(database: Database, options: RebuildOptions = {}): Promise<Rebuilt> {
  await rebuildPairsInTransaction(database, options);
  const held = await daysOfLedger(database);
  if (!held) return { from: null, until: null, days: 0 };
  const from = Math.max(held.from, toDay(options.from) ?? held.from);
  const until = Math.min(held.until, toDay(options.until) ?? held.until);
  const days = Math.max(0, (until - from) / DAY_MS);
  for (let i = 0; i < days; i++) {
    const day = new Date(from + i * DAY_MS);
    await rebuildDay(database, day);
    options.onDay?.(day, i + 1, days);
  }
  return { from: new Date(from), until: new Date(until), days };
}

function rebuildPairsInTransaction(database: Database, { from, until }: RebuildOptions): Promise<void> {
  return database.$transaction((transaction) => rebuildPairs(transaction, { from, until }), {
    timeout: DAY_TIMEOUT_MS,
    maxWait: DAY_TIMEOUT_MS,
  });
}

/**
 * Recomputes one UTC day. The lock waits for running writers, so that ledger and rollups match, and blocks new ones;
 * then the rows of the day, and of the teams' days that touch it, are replaced. A settlement that arrives in the
 * meantime waits before it writes anything, and adds to the new rows.
 */
async function rebuildDay(database: Database, day: Date): Promise<void> {
  const nextDay = new Date(day.getTime() + DAY_MS);
  await database.$transaction(
    async (transaction) => {
      await transaction.$executeRawUnsafe(`set local statement_timeout = ${DAY_TIMEOUT_MS}`);
      await blockWriters(transaction);
      for (const { table, of } of ROLLUPS)
        await transaction.$executeRaw`
          delete from ${Prisma.raw(table)} as rollup using teams
          where rollup.team_id = teams.id and slot >= ${day} and slot < ${nextDay}
            and grain = any(${of === 'timings' ? ['hour', 'day'] : ['quarter']})`;
      await transaction.$executeRaw`${sumsOfDay(day, nextDay)}`;
      await foldDays(transaction, { from: day, until: nextDay });
    },
    { timeout: DAY_TIMEOUT_MS, maxWait: DAY_TIMEOUT_MS },
  );
}

const QUARTER = Prisma.raw(quarterStart('created_at'));

/** The feedback that counts: not replaced and not withdrawn since. */
const CURRENT_FEEDBACK = Prisma.sql`
  select team_id, ${QUARTER} as quarter, model, context->>'category' as category, kind, outcome, 1 as sign
  from feedback as word
  where outcome is not null and model is not null and not exists (
    select from feedback as later
    where later.request_id = word.request_id and later.rater = word.rater
      and coalesce(later.reverses, later.kind) = word.kind
      and (later.created_at, later.id) > (word.created_at, word.id)
  )`;

const ROLLUP_ADDITIONS = Prisma.raw(`${sources('quarters')}, ${outcomeSource('quarters')}, ${additionsTo(ROLLUPS)}`);

function sumsOfDay(day: Date, nextDay: Date): Prisma.Sql {
  // Naming the states and bounding attempts by the day's first and last id keeps other days from being read.
  return Prisma.sql`
    with settled as (
      select requests.*, ${QUARTER} as quarter,
        case when attempt_count > 1 then coalesce((decision->'parallel'->>'planned')::int, 1) else 1 end as lanes
      from requests
      where status = any('{succeeded,failed,cancelled,abandoned}'::request_status[])
        and created_at >= ${day} and created_at < ${nextDay}
    ), called as (
      select attempts.*, settled.team_id, settled.quarter
      from settled join attempts on attempts.request_id = settled.id
      where attempts.request_id >= (select min(id) from settled) and attempts.request_id <= (select max(id) from settled)
    ), feedback_rows as (
      ${CURRENT_FEEDBACK} and created_at >= ${day} and created_at < ${nextDay}
    ), ${ROLLUP_ADDITIONS}
    select count(*) from settled`;
}

/** The days that the ledger holds completely. */
async function daysOfLedger(database: Database): Promise<{ from: number; until: number } | null> {
  const begins = await ledgerStart(database);
  const until = startOfDay(Date.now()) + DAY_MS;
  // A request of the first minutes may have an id of the removed month: its day is not complete.
  if (begins) return { from: begins.getTime() + DAY_MS, until };
  const [row] = await database.$queryRaw<{ oldest: Date | null }[]>`
    select least(min(first.created_at), (select min(created_at) from feedback)) as oldest
    from unnest(enum_range(null::request_status)) as known (status), lateral (
      select created_at from requests where status = known.status order by created_at limit 1
    ) as first`;
  return row?.oldest ? { from: startOfDay(row.oldest.getTime()), until } : null;
}

function toDay(date: Date | undefined): number | undefined {
  return date && startOfDay(date.getTime());
}

function startOfDay(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}
