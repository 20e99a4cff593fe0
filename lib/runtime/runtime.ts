import { claimDeliveries, planDeliveries, settleDelivery } from '../db/alerts/alert-deliveries';
import { createDatabase, createPool, type Database, type DatabasePool } from '../db/client';
import { rebuildEvidence } from '../db/learning/outcome-sums';
import { createMonths } from '../db/ledger/partitions';
import { applyRetention } from '../db/ledger/retention';
import { settle } from '../db/ledger/settle';
import { isDatabaseAway } from '../db/system/away';
import { deleteOldSessions } from '../db/system/sessions';
import { callerByKeyHash } from '../db/teams/keys';
import { ensureFirstTeam } from '../db/teams/teams';
import type { Catalog } from '../engine/catalog/catalog';
import { RecentSignals } from '../engine/decide/recent-signals';
import { Breaker } from '../engine/resilience/breaker';
import { RetryBudget } from '../engine/resilience/retry-budget';
import type { Provider } from '../engine/types';
import { type Env, originOf, readEnv } from '../env';
import { createLog, errorFacts, type Log } from '../log';
import { discoverModels } from '../providers/discovery';
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
import { InFlight } from './in-flight';
import { KeyCache } from './key-cache';
import { Knowledge } from './knowledge';
import { LiveAnswers } from './live-answers';
import { Metrics } from './metrics/metrics';
import { ProcessLease } from './process-lease';
import { RecentPrompts } from './recent-prompts';
import { Settlements } from './settlements';
import { UnstoredAnswers } from './unstored-answers';

/** Everything with state, once a process: pools, breakers, caches, the settlement queue. */
export interface Runtime {
  env: Env;
  log: Log;
  database: Database;
  /** The connections behind it. */
  databasePool: DatabasePool;
  databaseWatch: DatabaseWatch;
  metrics: Metrics;
  upstreams: UpstreamPool;
  providers: ReadonlyMap<string, Provider>;
  configured: ConfiguredProvider[];
  /** Changes when a local server is found to offer more models, and when an admin sets a price. */
  readonly catalog: Catalog;
  breaker: Breaker;
  retryBudget: RetryBudget;
  signals: RecentSignals;
  knowledge: Knowledge;
  prompts: RecentPrompts;
  /** Chance, from [0, 1), for exploration. */
  random: () => number;
  keys: KeyCache;
  settlements: Settlements;
  /** Texts of answers that the database has not taken yet. */
  unstoredAnswers: UnstoredAnswers;
  logins: Throttle;
  sandbox: SandboxServer | null;
  /** Set once the database has been migrated and `prepareDatabase` has succeeded. */
  isPrepared: boolean;
  /** Set while shutting down: no new requests. */
  isDraining: boolean;
  inFlight: InFlight;
  /** Conversations' answers that are being given. */
  liveAnswers: LiveAnswers;
  lease: ProcessLease;
  /** Opens what an admin has stored and nobody is to read in the database. */
  secrets: SecretBox;
  alerts: Alerter;
  close(): Promise<void>;
}

const KEY = Symbol.for('a3m-router.runtime');
const DISCOVERY_MS = 60_000;
const SWEEP_MS = 60_000;
const KEEPING_MS = 30 * 60_000;
/** How soon a process sees what another one learned or saved. */
const REFRESH_MS = 3_000;
const ALERTS_MS = 5_000;

type Holder = { [KEY]?: Promise<Runtime> };

/**
 * The process's one runtime, made on first use. It hangs on `globalThis`, because the server's bundle and Next's each
 * have their own copy of this module, and hot reload makes more.
 */
export function getRuntime(): Promise<Runtime> {
  const holder = globalThis as Holder;
  holder[KEY] ??= createRuntime(readEnv()).catch((error) => {
    delete holder[KEY];
    throw error;
  });
  return holder[KEY];
}

/** Makes a runtime of its own: for tests, and for the one above. */
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
  const timers: NodeJS.Timeout[] = [];
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
      send: createSend({ database, secrets, origin: originOf(env) }),
      log,
    }),
    close: () => closeRuntime(runtime, timers),
  };
  await discover(runtime);
  timers.push(every(DISCOVERY_MS, () => discover(runtime), log));
  timers.push(every(REFRESH_MS, () => databaseWatch.over(() => runtime.lease.beat()), log));
  timers.push(every(SWEEP_MS, () => databaseWatch.over(() => runtime.lease.sweep()), log));
  timers.push(every(SWEEP_MS, () => databaseWatch.over(() => deleteOldSessions(database)), log));
  timers.push(every(KEEPING_MS, () => databaseWatch.over(() => applyRetention(database, Date.now())), log));
  timers.push(every(REFRESH_MS, () => databaseWatch.over(() => runtime.knowledge.refresh()), log));
  timers.push(every(ALERTS_MS, () => runtime.alerts.run(), log));
  return runtime;
}

/**
 * What must be there before the first request: the first team, and what was learned before. Rejects while the database
 * is away.
 */
export async function prepareDatabase({ database, knowledge, lease, log }: Runtime): Promise<void> {
  await ensureFirstTeam(database);
  await createMonths(database, Date.now());
  await lease.beat();
  await lease.buryNeighbours();
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

async function discover(runtime: Runtime): Promise<void> {
  const local = runtime.configured.filter(({ definition }) => definition.isLocal);
  const found = await Promise.all(local.map((one) => discoverModels(one, runtime.upstreams)));
  runtime.knowledge.prices.offer(found.flat());
}

function every(ms: number, run: () => Promise<unknown>, log: Log): NodeJS.Timeout {
  return setInterval(() => {
    run().catch((error) => {
      // That the database is away has been told once, by its watch.
      if (!isDatabaseAway(error)) log('warn', 'Housekeeping failed and will be tried again.', errorFacts(error));
    });
  }, ms).unref();
}

/** Not why: a vendor's sentence may quote the prompt. */
const DRAIN_MS = 5_000;

async function closeRuntime(runtime: Runtime, timers: NodeJS.Timeout[]): Promise<void> {
  for (const timer of timers) clearInterval(timer);
  const alertsStopped = runtime.alerts.stop(DRAIN_MS);
  await Promise.all([runtime.settlements.drain(DRAIN_MS), runtime.unstoredAnswers.drain(DRAIN_MS)]);
  if (runtime.settlements.waiting === 0) await runtime.lease.end().catch(() => undefined);
  await alertsStopped;
  await runtime.sandbox?.close();
  await runtime.upstreams.destroy();
  runtime.metrics.close();
  await runtime.database.$disconnect();
}
