import type { DatabasePool } from '../../db/client';
import type { Catalog } from '../../engine/catalog/catalog';
import type { RecentSignals } from '../../engine/decide/recent-signals';
import type { BreakerState } from '../../engine/resilience/breaker';
import type { RetryBudget } from '../../engine/resilience/retry-budget';
import type { Provider } from '../../engine/types';
import type { DatabaseWatch } from '../database-watch';
import type { KeyCache } from '../key-cache';
import type { Settlements } from '../settlements';
import type { Maker } from './make';
import { type PoolSources, upstreamPools } from './upstream-pools';

/** What the gauges read when a scrape asks, without a query to the database. */
export interface GaugeSources extends PoolSources {
  readonly catalog: Catalog;
  databasePool: DatabasePool;
  databaseWatch: DatabaseWatch;
  isDraining: boolean;
  isPrepared: boolean;
  keys: KeyCache;
  providers: ReadonlyMap<string, Provider>;
  retryBudget: RetryBudget;
  settlements: Settlements;
  signals: RecentSignals;
}

type Sources = () => GaugeSources;

/** Creates every gauge that is read at the time of a scrape. */
export function registerGauges(make: Maker, sources: Sources): void {
  registerBreakers(make, sources);
  registerQueues(make, sources);
  registerUpstream(make, sources);
  registerDatabase(make, sources);
  registerState(make, sources);
}

const BREAKER_LEVELS: Record<BreakerState['state'], number> = { closed: 0, 'half-open': 1, cooling: 2, open: 3 };

function registerBreakers({ readGauge }: Maker, sources: Sources): void {
  const help = 'Breaker of an available model: 0 closed, 1 half-open, 2 cooling down, 3 open.';
  readGauge('a3m_breaker_state', help, ['provider', 'model'], (set) => {
    const { catalog, providers, signals } = sources();
    for (const model of catalog.available(new Set(providers.keys()), Date.now()))
      set(BREAKER_LEVELS[signals.breakerOf(model).state], { provider: model.provider, model: model.id });
  });
}

function registerQueues({ readGauge }: Maker, sources: Sources): void {
  readGauge('a3m_retry_budget', 'How full the bucket is that retries are paid from, 0 to 1.', [], (set) => {
    set(sources().retryBudget.level);
  });
  readGauge('a3m_retry_share', 'Share of the retry budget that is left, 0 to 1.', [], (set) => {
    set(sources().retryBudget.share.level);
  });
  readGauge('a3m_settlements_waiting', 'Ended requests that the database has not acknowledged yet.', [], (set) =>
    set(sources().settlements.waiting),
  );
  readGauge('a3m_key_cache_entries', 'API keys whose look-up is remembered.', [], (set) => set(sources().keys.size));
}

function registerUpstream({ readGauge }: Maker, sources: Sources): void {
  const labels = ['provider', 'state'];
  readGauge('a3m_upstream_connections', 'Open connections to a provider, free or busy.', labels, (set) => {
    for (const { provider, connected, free } of upstreamPools(sources())) {
      set(free, { provider, state: 'free' });
      set(connected - free, { provider, state: 'busy' });
    }
  });
  readGauge('a3m_upstream_calls', 'Calls that run on a connection, or wait for one.', labels, (set) => {
    for (const { provider, running, waiting } of upstreamPools(sources())) {
      set(running, { provider, state: 'running' });
      set(waiting, { provider, state: 'waiting' });
    }
  });
}

function registerDatabase({ readGauge }: Maker, sources: Sources): void {
  readGauge('a3m_database_connections', 'Open connections to the database, idle or busy.', ['state'], (set) => {
    const { idleCount, totalCount } = sources().databasePool;
    set(idleCount, { state: 'idle' });
    set(totalCount - idleCount, { state: 'busy' });
  });
  readGauge('a3m_database_connections_max', 'Most connections to the database.', [], (set) =>
    set(sources().databasePool.options.max),
  );
  readGauge('a3m_database_queries_waiting', 'Queries that wait for a connection.', [], (set) =>
    set(sources().databasePool.waitingCount),
  );
  readGauge('a3m_database_up', '1 while the database answers, as last seen.', [], (set) =>
    set(sources().databaseWatch.isAway ? 0 : 1),
  );
}

function registerState({ readGauge }: Maker, sources: Sources): void {
  readGauge('a3m_prepared', '1 once the database was migrated and prepared.', [], (set) =>
    set(sources().isPrepared ? 1 : 0),
  );
  readGauge('a3m_draining', '1 while shutting down.', [], (set) => set(sources().isDraining ? 1 : 0));
}
