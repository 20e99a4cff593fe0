import { claimDeliveries, planDeliveries, settleDelivery } from '../db/alerts/alert-deliveries';
import { createDatabase, createPool, type Database, type DatabasePool } from '../db/client';
import { rebuildEvidence } from '../db/learning/outcome-sums';
import { createMonths } from '../db/ledger/partitions';
import { settle } from '../db/ledger/settle';
import { callerByKeyHash } from '../db/teams/keys';
import { ensureFirstTeam } from '../db/teams/teams';
import type { Catalog } from '../engine/catalog/catalog';
import { RecentSignals } from '../engine/decide/recent-signals';
import { Breaker } from '../engine/resilience/breaker';
import { RetryBudget } from '../engine/resilience/retry-budget';
import type { Provider } from '../engine/types';
import { type Env, publicOrigin, readEnv } from '../env';
import { createLog, type Log } from '../log';
import { createProvider } from '../providers/providers';
import { type ConfiguredProvider, configuredProviders, SANDBOX } from '../providers/registry';
import { sandboxProvider } from '../providers/sandbox/provider';
import { type SandboxServer, startSandbox } from '../providers/sandbox/server';
import { UpstreamPool } from '../providers/upstream-pool';
import { SecretBox } from '../secret-box';
import { Throttle } from '../throttle';
import { Alerter, type DeliveryQueue } from './alerts/alerter';
import { createSend } from './alerts/send';
import { breakerLog } from './breaker-log';
import { DatabaseWatch } from './database-watch';
import { discoverLocalModels, startHousekeeping } from './housekeeping';
import { InFlight } from './in-flight';
import { KeyCache } from './key-cache';
import { Knowledge } from './knowledge';
import { LiveAnswers } from './live-answers';
import { Metrics } from './metrics/metrics';
import { ProcessLease } from './process-lease';
import { RecentPrompts } from './recent-prompts';
import { Settlements } from './settlements';
import { UnstoredAnswers } from './unstored-answers';

/** A process's state: pools, breakers, caches, the settlement queue. Functions take the `Pick` of it that they use. */
export interface Runtime {
  env: Env;
  log: Log;
  database: Database;
  /** The connections behind `database`. */
  databasePool: DatabasePool;
  databaseWatch: DatabaseWatch;
  metrics: Metrics;
  upstreams: UpstreamPool;
  providers: ReadonlyMap<string, Provider>;
  configured: ConfiguredProvider[];
  /** Changes when a local server offers more models, and when an admin sets a price. */
  readonly catalog: Catalog;
  breaker: Breaker;
  retryBudget: RetryBudget;
  signals: RecentSignals;
  knowledge: Knowledge;
  prompts: RecentPrompts;
  /** A random number from [0, 1), for exploration. */
  random: () => number;
  keys: KeyCache;
  settlements: Settlements;
  /** Answer texts that are not stored yet. */
  unstoredAnswers: UnstoredAnswers;
  logins: Throttle;
  sandbox: SandboxServer | null;
  /** Set once the database has been migrated and `prepareDatabase` has succeeded. */
  isPrepared: boolean;
  /** Set while shutting down: new requests are refused. */
  isDraining: boolean;
  inFlight: InFlight;
  /** Answers of conversations that are still running. */
  liveAnswers: LiveAnswers;
  lease: ProcessLease;
  /** Decrypts secrets that are stored encrypted. */
  secrets: SecretBox;
  alerts: Alerter;
  close(): Promise<void>;
}

const KEY = Symbol.for('a3m-router.runtime');

type Holder = { [KEY]?: Promise<Runtime> };

/**
 * The process's single runtime, created on first use. It is kept on `globalThis` because the server's bundle, Next's
 * bundle and each hot reload have their own copy of this module.
 */
export function getRuntime(): Promise<Runtime> {
  const holder = globalThis as Holder;
  holder[KEY] ??= createRuntime(readEnv()).catch((error) => {
    delete holder[KEY];
    throw error;
  });
  return holder[KEY];
}

/** Creates a separate runtime, for tests and for `getRuntime`. */
export async function createRuntime(env: Env, log: Log = createLog(env.A3M_LOG_LEVEL)): Promise<Runtime> {
  if (!env.DATABASE_URL)
    throw new Error('DATABASE_URL is not set. Start with `npm start`, which brings its own PostgreSQL.');
  const databasePool = createPool(env.DATABASE_URL);
  const database = createDatabase(databasePool);
  const databaseWatch = new DatabaseWatch(() => database.$queryRaw`select 1`, log);
  const upstreams = new UpstreamPool();
  const configured = configuredProviders(env.providers);
  const providers = new Map(configured.map((one) => [one.definition.id, createProvider(one, upstreams)]));
  const sandbox = await sandboxIfWanted(env, configured);
  if (sandbox) providers.set(SANDBOX, sandboxProvider(sandbox, upstreams));
  const breaker = new Breaker();
  breaker.onChange = breakerLog(log);
  const secrets = new SecretBox(env.A3M_ENCRYPTION_KEY);
  let stopHousekeeping = () => {};
  const runtime: Runtime = {
    env,
    log,
    database,
    databasePool,
    databaseWatch,
    metrics: new Metrics(() => runtime),
    upstreams,
    providers,
    configured,
    get catalog() {
      return this.knowledge.prices.catalog;
    },
    breaker,
    retryBudget: new RetryBudget(),
    signals: new RecentSignals(breaker),
    knowledge: new Knowledge(database),
    prompts: new RecentPrompts(),
    random: Math.random,
    keys: new KeyCache((hash) => databaseWatch.over(() => callerByKeyHash(database, hash))),
    settlements: new Settlements((settlements) => databaseWatch.over(() => settle(database, settlements)), log),
    unstoredAnswers: new UnstoredAnswers(databaseWatch, log),
    logins: new Throttle(),
    sandbox,
    isPrepared: false,
    isDraining: false,
    inFlight: new InFlight(),
    liveAnswers: new LiveAnswers(),
    lease: new ProcessLease(database, breaker),
    secrets,
    alerts: new Alerter({
      queue: deliveryQueue(database, databaseWatch),
      send: createSend({ database, secrets, origin: publicOrigin(env) }),
      log,
    }),
    close: () => {
      stopHousekeeping();
      return closeRuntime(runtime);
    },
  };
  await discoverLocalModels(runtime);
  stopHousekeeping = startHousekeeping(runtime);
  return runtime;
}

/**
 * Sets up what the first request needs: the first team, ledger partitions, and everything learned earlier. Rejects while
 * the database is away.
 */
export async function prepareDatabase({
  database,
  knowledge,
  lease,
  log,
}: Pick<Runtime, 'database' | 'knowledge' | 'lease' | 'log'>): Promise<void> {
  await ensureFirstTeam(database);
  await createMonths(database, Date.now());
  await lease.beat();
  await lease.expireDeadProcesses();
  let unreadable = 0;
  await rebuildEvidence(database, {
    onUnreadable: (rows) => {
      unreadable += rows;
    },
  });
  if (unreadable > 0) log('warn', 'Feedback rows whose context is incomplete were not learned from.', { unreadable });
  await knowledge.refresh();
}

async function sandboxIfWanted(env: Env, configured: ConfiguredProvider[]): Promise<SandboxServer | null> {
  const isWanted = env.A3M_SANDBOX === 'on' || (env.A3M_SANDBOX === 'auto' && configured.length === 0);
  return isWanted ? startSandbox() : null;
}

function deliveryQueue(database: Database, watch: DatabaseWatch): DeliveryQueue {
  return {
    plan: () => watch.over(() => planDeliveries(database)),
    claim: (atMost) => watch.over(() => claimDeliveries(database, atMost)),
    settle: (delivery, verdict) => watch.over(() => settleDelivery(database, delivery, verdict)),
  };
}

const DRAIN_MS = 5_000;

async function closeRuntime(runtime: Runtime): Promise<void> {
  const alertsStopped = runtime.alerts.stop(DRAIN_MS);
  await Promise.all([runtime.settlements.drain(DRAIN_MS), runtime.unstoredAnswers.drain(DRAIN_MS)]);
  if (runtime.settlements.waiting === 0) await runtime.lease.end().catch(() => undefined);
  await alertsStopped;
  await runtime.sandbox?.close();
  await runtime.upstreams.destroy();
  runtime.metrics.close();
  await runtime.database.$disconnect();
}
