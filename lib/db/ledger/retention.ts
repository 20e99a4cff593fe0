import { firstIdFrom } from '../../engine/id';
import { DAY_MS } from '../../engine/time';
import type { Database } from '../client';
import { readRetention } from '../system/settings';
import { createMonths, dropMonths } from './partitions';

const BATCH_ROWS = 1_000;

export interface Swept {
  made: string[];
  dropped: string[];
  /** Requests with deleted text, and deleted conversations and comparisons. */
  texts: number;
  conversations: number;
  comparisons: number;
}

/**
 * Applies the retention settings: creates months ahead and removes expired ones, and deletes expired texts. Rollups and
 * ratings are kept. Every step is small and idempotent.
 */
export async function applyRetention(database: Database, now: number): Promise<Swept> {
  const made = await createMonths(database, now);
  const { rowDays, textDays } = await readRetention(database);
  const dropped = rowDays === null ? [] : await dropMonths(database, now - rowDays * DAY_MS);
  const before = textDays === null ? null : now - textDays * DAY_MS;
  const limits = { before: before === null ? null : new Date(before), deletedBefore: new Date(now - DAY_MS) };
  return {
    made,
    dropped,
    texts: before === null ? 0 : await deleteTexts(database, before),
    conversations: await deleteConversations(database, limits),
    comparisons: await deleteComparisons(database, limits),
  };
}

interface Limits {
  /** Conversations without changes since then are deleted; null: keep them. */
  before: Date | null;
  /** Conversations and comparisons that were deleted before this can no longer be restored. */
  deletedBefore: Date;
}

const DELETED_UNTIL = 'texts_forgotten_until';

/** Deletes the texts of API calls, starting where the previous run ended, so that no row is read twice. */
async function deleteTexts(database: Database, before: number): Promise<number> {
  const until = firstIdFrom('req', before);
  const stored = await database.setting.findUnique({ where: { key: DELETED_UNTIL } });
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
    // The next id after the last one that was read.
    from = row.last === null ? until : `${row.last}0`;
    await database.setting.upsert({
      where: { key: DELETED_UNTIL },
      create: { key: DELETED_UNTIL, value: from },
      update: { value: from, updatedAt: new Date() },
    });
  }
  return forgotten;
}

/** Deletes conversations without recent changes or restores, and their messages. */
function deleteConversations(database: Database, { before, deletedBefore }: Limits): Promise<number> {
  return inBatches(
    () => database.$executeRaw`
      delete from conversations where id in (
        select id from conversations
        where updated_at < ${before}::timestamptz or deleted_at < ${deletedBefore} limit ${BATCH_ROWS}
      )`,
  );
}

/**
 * Deletes comparisons without recent changes, votes or restores. Those with votes keep an empty row, which no page
 * shows: the leaderboard is recomputed from its votes.
 */
function deleteComparisons(database: Database, { before, deletedBefore }: Limits): Promise<number> {
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

/** Repeats a step that handles one batch until a batch is not full, and returns the total. */
async function inBatches(step: () => Promise<number>): Promise<number> {
  let done = 0;
  for (let count = BATCH_ROWS; count === BATCH_ROWS; done += count) count = await step();
  return done;
}
