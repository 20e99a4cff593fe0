import { DAY_MS } from '../../engine/time';
import type { Database } from '../client';
import { Prisma } from '../generated/client';
import { ledgerBegins } from '../ledger/partitions';
import { ROLLUPS } from './definitions';
import { foldDays, holdWriters } from './fold';
import { rebuildPairs } from './rebuild-pairs';
import { additionsTo, outcomeSource, quarterOf, sources } from './sql';

/** A day of a very busy place; the statement of a page gets far less. */
const DAY_TIMEOUT_MS = 10 * 60_000;

export interface Rebuilt {
  /** The first day that was made anew, or null when the ledger is empty. */
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
 * Makes the rollups anew: those of votes at once, those of the ledger a day a transaction. Days of which the ledger has
 * let go are left as they are: rollups outlive it.
 */
export async function rebuildRollups(database: Database, options: RebuildOptions = {}): Promise<Rebuilt> {
  await rebuildPairsOf(database, options);
  const held = await daysOfLedger(database);
  if (!held) return { from: null, until: null, days: 0 };
  const from = Math.max(held.from, dayOf(options.from) ?? held.from);
  const until = Math.min(held.until, dayOf(options.until) ?? held.until);
  const days = Math.max(0, (until - from) / DAY_MS);
  for (let i = 0; i < days; i++) {
    const day = new Date(from + i * DAY_MS);
    await rebuildDay(database, day);
    options.onDay?.(day, i + 1, days);
  }
  return { from: new Date(from), until: new Date(until), days };
}

function rebuildPairsOf(database: Database, { from, until }: RebuildOptions): Promise<void> {
  return database.$transaction((transaction) => rebuildPairs(transaction, { from, until }), {
    timeout: DAY_TIMEOUT_MS,
    maxWait: DAY_TIMEOUT_MS,
  });
}

/**
 * One UTC day, in a transaction that writers wait for: first those under way are waited for, so that the ledger and the
 * rollups are in step; then the day's rows are replaced, and the teams' days that touch it. A settlement that comes
 * meanwhile waits before it has written anything, and adds to the new rows.
 */
async function rebuildDay(database: Database, day: Date): Promise<void> {
  const nextDay = new Date(day.getTime() + DAY_MS);
  await database.$transaction(
    async (transaction) => {
      await transaction.$executeRawUnsafe(`set local statement_timeout = ${DAY_TIMEOUT_MS}`);
      await holdWriters(transaction);
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

const QUARTER = Prisma.raw(quarterOf('created_at'));

/** What was said and has not been said anew or taken back since. */
const LAST_WORDS = Prisma.sql`
  select team_id, ${QUARTER} as quarter, model, context->>'category' as category, kind, outcome, 1 as sign
  from feedback as word
  where outcome is not null and model is not null and not exists (
    select from feedback as later
    where later.request_id = word.request_id and later.rater = word.rater
      and coalesce(later.reverses, later.kind) = word.kind
      and (later.created_at, later.id) > (word.created_at, word.id)
  )`;

const SUMMED_UP = Prisma.raw(`${sources('quarters')}, ${outcomeSource('quarters')}, ${additionsTo(ROLLUPS)}`);

function sumsOfDay(day: Date, nextDay: Date): Prisma.Sql {
  // The states are named, and the day's first and last id bound the attempts, so that other days are not read.
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
    ), worded as (
      ${LAST_WORDS} and created_at >= ${day} and created_at < ${nextDay}
    ), ${SUMMED_UP}
    select count(*) from settled`;
}

/** The days that the ledger holds whole. */
async function daysOfLedger(database: Database): Promise<{ from: number; until: number } | null> {
  const begins = await ledgerBegins(database);
  const until = startOfDay(Date.now()) + DAY_MS;
  // A request of the first minutes may have an id of the month that is gone: its day is not whole.
  if (begins) return { from: begins.getTime() + DAY_MS, until };
  const [row] = await database.$queryRaw<{ oldest: Date | null }[]>`
    select least(min(first.created_at), (select min(created_at) from feedback)) as oldest
    from unnest(enum_range(null::request_status)) as known (status), lateral (
      select created_at from requests where status = known.status order by created_at limit 1
    ) as first`;
  return row?.oldest ? { from: startOfDay(row.oldest.getTime()), until } : null;
}

function dayOf(date: Date | undefined): number | undefined {
  return date && startOfDay(date.getTime());
}

function startOfDay(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}
