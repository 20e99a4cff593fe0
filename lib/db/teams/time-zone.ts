import { AppError } from '../../errors';
import type { Database } from '../client';
import { blockWriters, foldDays } from '../rollup/fold';
import { rebuildPairs } from '../rollup/rebuild-pairs';

const FOLD_TIMEOUT_MS = 5 * 60_000;

/**
 * Moves a team to another time zone (an IANA name): its days are recomputed from their quarters and votes while writers
 * wait, so that charts and budgets use the same days. Current periods of budgets keep their time zone.
 */
export async function setTimeZone(database: Database, teamId: string, timeZone: string): Promise<void> {
  await database.$transaction(
    async (transaction) => {
      await blockWriters(transaction);
      await transaction.team.update({ where: { id: teamId }, data: { timeZone } });
      await foldDays(transaction, { teamId });
      await rebuildPairs(transaction, { teamId });
    },
    { timeout: FOLD_TIMEOUT_MS, maxWait: FOLD_TIMEOUT_MS },
  );
}

/** Throws for an unknown time zone. An offset is not allowed: PostgreSQL reads its sign the other way round. */
export function checkTimeZone(timeZone: string): void {
  try {
    if (!/^[A-Za-z]/.test(timeZone)) throw new RangeError('An offset names no zone.');
    new Intl.DateTimeFormat('en', { timeZone });
  } catch (cause) {
    const sentence = `There is no time zone "${timeZone}". Use a name such as Europe/Berlin.`;
    throw new AppError('invalid_request_error', sentence, { param: 'timeZone', cause });
  }
}
