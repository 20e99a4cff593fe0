import { firstIdOf } from '../engine/id';
import type { Database } from './client';
import { dropMonths, makeMonths } from './ledger/partitions';
import { retentionOf } from './settings';

const DAY_MS = 24 * 3_600_000;
const BATCH_ROWS = 1_000;

export interface Swept {
  made: string[];
  dropped: string[];
  /** Requests whose text was forgotten, and conversations that were. */
  texts: number;
  conversations: number;
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
  return {
    made,
    dropped,
    texts: before === null ? 0 : await forgetTexts(database, before),
    conversations: before === null ? 0 : await forgetConversations(database, new Date(before)),
  };
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

/** Conversations that nobody went on with, and the messages in them. */
async function forgetConversations(database: Database, before: Date): Promise<number> {
  let forgotten = 0;
  for (let count = BATCH_ROWS; count === BATCH_ROWS; forgotten += count)
    count = await database.$executeRaw`
      delete from conversations
      where id in (select id from conversations where updated_at < ${before} limit ${BATCH_ROWS})`;
  return forgotten;
}
