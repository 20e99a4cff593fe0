import type { Database } from '../db/client';
import { applyRetention } from '../db/ledger/retention';
import { isDatabaseAway } from '../db/system/away';
import { deleteOldSessions } from '../db/system/sessions';
import { MINUTE_MS } from '../engine/time';
import { errorFacts, type Log } from '../log';
import { discoverModels } from '../providers/discovery';
import type { ConfiguredProvider } from '../providers/registry';
import type { UpstreamPool } from '../providers/upstream-pool';
import type { Alerter } from './alerts/alerter';
import type { DatabaseWatch } from './database-watch';
import type { Knowledge } from './knowledge';
import type { ProcessLease } from './process-lease';

const DISCOVERY_MS = MINUTE_MS;
const SWEEP_MS = MINUTE_MS;
const RETENTION_MS = 30 * MINUTE_MS;
/** Upper bound on how late a process learns what another one learned or saved. */
const REFRESH_MS = 3_000;
const ALERTS_MS = 5_000;

interface Housekeeping {
  database: Database;
  databaseWatch: DatabaseWatch;
  lease: ProcessLease;
  knowledge: Knowledge;
  alerts: Alerter;
  configured: ConfiguredProvider[];
  upstreams: UpstreamPool;
  log: Log;
}

/** Starts the periodic work of a process. Returns the function that stops it. */
export function startHousekeeping(runtime: Housekeeping): () => void {
  const { database, databaseWatch, lease, knowledge, alerts, log } = runtime;
  const withDatabase = (ms: number, run: () => Promise<unknown>) => every(ms, () => databaseWatch.over(run), log);
  const timers = [
    every(DISCOVERY_MS, () => discoverLocalModels(runtime), log),
    every(ALERTS_MS, () => alerts.run(), log),
    withDatabase(REFRESH_MS, () => lease.beat()),
    withDatabase(REFRESH_MS, () => knowledge.refresh()),
    withDatabase(SWEEP_MS, () => lease.sweep()),
    withDatabase(SWEEP_MS, () => deleteOldSessions(database)),
    withDatabase(RETENTION_MS, () => applyRetention(database, Date.now())),
  ];
  return () => timers.forEach(clearInterval);
}

/** Adds the models that local servers currently offer to the catalogue. */
export async function discoverLocalModels({
  configured,
  upstreams,
  knowledge,
}: Pick<Housekeeping, 'configured' | 'upstreams' | 'knowledge'>): Promise<void> {
  const local = configured.filter(({ definition }) => definition.isLocal);
  const found = await Promise.all(local.map((one) => discoverModels(one, upstreams)));
  knowledge.prices.addLocalModels(found.flat());
}

function every(ms: number, run: () => Promise<unknown>, log: Log): NodeJS.Timeout {
  return setInterval(() => {
    run().catch((error) => {
      // The database watch has already logged that the database is away.
      if (!isDatabaseAway(error)) log('warn', 'Housekeeping failed and will be tried again.', errorFacts(error));
    });
  }, ms).unref();
}
