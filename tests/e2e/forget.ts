import { emptyLearned } from '../../lib/engine/memory/learned';
import { query } from './query';

/** How long a server takes to see what has changed in its database, and a little more. */
const SEEN_MS = 4_000;

/** As if nobody had ever rated or voted: who answers is then what the files that follow expect. */
export async function forgetTeaching(): Promise<void> {
  await query('delete from feedback');
  await query('delete from rollup_outcomes');
  await query('update learned_evidence set evidence = $1, updated_at = now()', [JSON.stringify(emptyLearned())]);
  await new Promise((resolve) => setTimeout(resolve, SEEN_MS));
}
