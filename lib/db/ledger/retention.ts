import { firstIdOf } from '../../engine/id';
import { DAY_MS } from '../../engine/time';
import type { Database } from '../client';
import { retentionOf } from '../system/settings';
import { dropMonths, makeMonths } from './partitions';

const BATCH_ROWS = 1_000;

export interface Swept {
  made: string[];
  dropped: string[];
  /** Requests whose text was forgotten; conversations and comparisons that were. */
  texts: number;
  conversations: number;
  comparisons: number;
}

/**
 * Housekeeping of what is kept: months are made ahead and let go, texts forgotten when they have been kept for as long
 * as was set. Rollups and ratings stay. Every step is small, and doing it twice changes nothing.
 */
export async function keepLedger(database: Database, now: number): Promise<Swept> {
  const made = await makeMonths(database, now);
  const { rowDays, textDays } = await retentionOf(database);
  const dropped = rowDays === null ? [] : await dropMonths(database, now - rowDays * DAY_MS);
  const before = textDays === null ? null : now - textDays * DAY_MS;
  const limits = { before: before === null ? null : new Date(before), deletedBefore: new Date(now - DAY_MS) };
  return {
    made,
    dropped,
    texts: before === null ? 0 : await forgetTexts(database, before),
    conversations: await forgetConversations(database, limits),
    comparisons: await forgetComparisons(database, limits),
  };
}

interface Limits {
  /** What nobody has touched since is forgotten; null: nothing for that. */
  before: Date | null;
  /** What was deleted before this is not brought back any more. */
  deletedBefore: Date;
}

const FORGOTTEN_UNTIL = 'texts_forgotten_until';

/** Texts of API calls, from where the last round ended: what was looked through once is not read again. */
async function forgetTexts(database: Database, before: number): Promise<number> {
  const until = firstIdOf('req', before);
  const stored = await database.setting.findUnique({ where: { key: FORGOTTEN_UNTIL } });
  let from = typeof stored?.value === 'string' ? stored.value : '';
  let forgotten = 0;
  while (from < until) {
    const [row] = await database.$queryRaw<[{ last: string | null; forgotten: number }]>`
      with batch as (
        select id, prompt is not null or answer is not null as has_text from requests
        where id >= ${from} and id < ${until} order by id limit ${BATCH_ROWS}
      ), updated as (
        update requests set prompt = null, answer = null from batch
        where requests.id = batch.id and has_text and status <> 'pending' returning 1
      )
      select (select max(id) from batch) as last, (select count(*)::int from updated) as forgotten`;
    forgotten += row.forgotten;
    // The next id after the last one that was seen.
    from = row.last === null ? until : `${row.last}0`;
    await database.setting.upsert({
      where: { key: FORGOTTEN_UNTIL },
      create: { key: FORGOTTEN_UNTIL, value: from },
      update: { value: from, updatedAt: new Date() },
    });
  }
  return forgotten;
}

/** Conversations that nobody went on with or brought back, and the messages in them. */
function forgetConversations(database: Database, { before, deletedBefore }: Limits): Promise<number> {
  return inBatches(
    () => database.$executeRaw`
      delete from conversations where id in (
        select id from conversations
        where updated_at < ${before}::timestamptz or deleted_at < ${deletedBefore} limit ${BATCH_ROWS}
      )`,
  );
}

/**
 * Comparisons that nobody asked on, voted on or brought back. Of those with votes an empty shell stays, which no page
 * shows: the leaderboard is made anew from its votes.
 */
function forgetComparisons(database: Database, { before, deletedBefore }: Limits): Promise<number> {
  return inBatches(async () => {
    const [row] = await database.$queryRaw<[{ forgotten: number }]>`
      with stale as (
        select id, exists (
          select from votes join comparison_prompts on comparison_prompts.id = prompt_id where comparison_id = comparisons.id
        ) as is_voted
        from comparisons where title <> '' and (deleted_at < ${deletedBefore} or greatest(
          updated_at,
          (select max(comparison_answers.created_at) from comparison_answers
            join comparison_prompts on comparison_prompts.id = prompt_id where comparison_id = comparisons.id),
          (select max(votes.created_at) from votes
            join comparison_prompts on comparison_prompts.id = prompt_id where comparison_id = comparisons.id)
        ) < ${before}::timestamptz) limit ${BATCH_ROWS}
      ), deleted as (
        delete from comparisons where id in (select id from stale where not is_voted)
      ), shells as (
        update comparisons set title = '', columns = '[]', deleted_at = coalesce(deleted_at, now())
        where id in (select id from stale where is_voted)
      ), blanked as (
        update comparison_prompts set prompt = '' where comparison_id in (select id from stale where is_voted)
        returning id
      ), unanswered as (
        delete from comparison_answers where prompt_id in (select id from blanked)
      ), unshared as (
        delete from shares where comparison_id in (select id from stale)
      )
      select count(*)::int as forgotten from stale`;
    return row.forgotten;
  });
}

/** Repeats a step of at most a batch until there is less to do, and gives how much was done. */
async function inBatches(step: () => Promise<number>): Promise<number> {
  let done = 0;
  for (let count = BATCH_ROWS; count === BATCH_ROWS; done += count) count = await step();
  return done;
}
