import type { Database } from '../client';
import { Prisma } from '../generated/client';
import { OUTCOMES, REQUESTS, ROLLUPS } from './definitions';
import { additionsTo, SOURCES, slotOf } from './sql';

const DAY_MS = 24 * 3_600_000;
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
 * Makes the rollups anew from the ledger, a day a transaction. Days of which the ledger has let go are left as they
 * are: rollups outlive it.
 */
export async function rebuildRollups(database: Database, options: RebuildOptions = {}): Promise<Rebuilt> {
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

/**
 * One day, in a transaction that writers wait for: first those under way are waited for, so that the ledger and the
 * rollups are in step; then the day's rows are replaced. A settlement that comes meanwhile waits before it has written
 * anything, and adds to the new rows.
 */
async function rebuildDay(database: Database, day: Date): Promise<void> {
  const nextDay = new Date(day.getTime() + DAY_MS);
  const window = Prisma.sql`slot >= ${day} and slot < ${nextDay}`;
  await database.$transaction(
    async (transaction) => {
      await transaction.$executeRawUnsafe(`set local statement_timeout = ${DAY_TIMEOUT_MS}`);
      await transaction.$executeRawUnsafe(
        `lock table ${REQUESTS.table}, ${OUTCOMES.table} in share row exclusive mode`,
      );
      for (const { table } of ROLLUPS)
        await transaction.$executeRaw`
          delete from ${Prisma.raw(table)} where team_id in (select id from teams) and ${window}`;
      await transaction.$executeRaw`${sumsOfDay(day, nextDay)}`;
    },
    { timeout: DAY_TIMEOUT_MS, maxWait: DAY_TIMEOUT_MS },
  );
}

/** What was said and has not been said anew or taken back since. */
const LAST_WORDS = Prisma.raw(`
  select team_id, ${slotOf('created_at')} as slot, model, context->>'category' as category, kind, outcome, 1 as sign
  from feedback as word
  where outcome is not null and model is not null and not exists (
    select from feedback as later
    where later.request_id = word.request_id and later.rater = word.rater
      and coalesce(later.reverses, later.kind) = word.kind
      and (later.created_at, later.id) > (word.created_at, word.id)
  )`);

function sumsOfDay(day: Date, nextDay: Date): Prisma.Sql {
  return Prisma.sql`
    with settled as (
      select requests.*, ${Prisma.raw(slotOf('created_at'))} as slot from requests
      where status <> 'pending' and created_at >= ${day} and created_at < ${nextDay}
    ), calls as (
      select attempts.*, settled.team_id, settled.slot from settled join attempts on attempts.request_id = settled.id
    ), said as (
      ${LAST_WORDS} and created_at >= ${day} and created_at < ${nextDay}
    ), ${Prisma.raw(`${SOURCES}, ${additionsTo(ROLLUPS)}`)}
    select count(*) from settled`;
}

/** The days that the ledger holds whole. */
async function daysOfLedger(database: Database): Promise<{ from: number; until: number } | null> {
  const [row] = await database.$queryRaw<{ oldest: Date | null; newest: Date | null }[]>`
    select least((select min(created_at) from requests), (select min(created_at) from feedback)) as oldest,
      greatest((select max(created_at) from requests), (select max(created_at) from feedback)) as newest`;
  if (!row?.oldest || !row.newest) return null;
  return { from: startOfDay(row.oldest.getTime()), until: startOfDay(row.newest.getTime()) + DAY_MS };
}

function dayOf(date: Date | undefined): number | undefined {
  return date && startOfDay(date.getTime());
}

function startOfDay(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}
