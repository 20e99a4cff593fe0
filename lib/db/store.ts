import type { Caller } from '../caller';
import type { Store } from '../engine/store';
import { AppError } from '../errors';
import type { Database } from './client';
import { recordFeedback, withdrawFeedback } from './learning/feedback';
import { admit } from './ledger/admit';
import { settle } from './ledger/settle';
import { statsOf } from './stats/rollups';

/** The engine's store on PostgreSQL, for one caller: it writes for that caller's team and reads nobody else's. */
export function postgresStore(database: Database, caller: Caller): Store {
  return {
    admit: async (record) => (await admit(database, { ...record, caller })).as === 'admitted',
    settle: (settlement) => settle(database, [settlement]),
    rate: (requestId, rating) => rate(database, caller, requestId, rating),
    stats: () => statsOf(database, caller),
  };
}

async function rate(database: Database, caller: Caller, requestId: string, rating: number | null): Promise<boolean> {
  try {
    if (rating === null) await withdrawFeedback(database, caller, requestId);
    else await recordFeedback(database, caller, { requestId, kind: 'rating', rating });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return false;
    throw error;
  }
}
