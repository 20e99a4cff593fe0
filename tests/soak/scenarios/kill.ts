import { seededRandom } from '../../../lib/engine/random';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { createTestKey, type ProductionServer, startProductionServer } from '../../support/production-server';
import { eventually } from '../../support/requests';
import { type Received, startClient } from '../support/client';
import { type Ledger, readLedger, statusesOf } from '../support/ledger';
import { pause } from '../support/pace';
import { startUpstream, type Upstream } from '../support/upstream';
import { atMost, exactly, type Verdict } from '../support/verdict';
import { describeFailures } from './storm';

export interface KillSize {
  kills: number;
  streams: number;
}

/** An answer's last word waits this long for its settlement, and no longer: a database may be away. */
const SETTLED_WITHIN_MS = 1_000;
/** How long the rows of a killed process may stay open after the next one has started. */
const TIMEOUT_MS = 30_000;

/** The server is killed with -9 in the middle of its work, again and again, and restarted on the same database. */
export async function killAgainAndAgain({ kills, streams }: KillSize): Promise<Verdict> {
  const database = await createTestDatabase();
  const upstream = await startUpstream();
  try {
    const key = await createTestKey(database);
    const start = () => startProductionServer({ ...upstream.environment, A3M_LOG_LEVEL: 'error' }, { database, key });
    const random = seededRandom(20);
    const received: Timed[] = [];
    for (let kill = 0; kill < kills; kill++) {
      const server = await start();
      received.push(...(await keepOpenUntilKilled({ server, streams, afterMs: 1_000 + random() * 2_000, random })));
    }
    const last = await start();
    const startedAt = Date.now();
    const ledger = await eventually(
      () => readLedger(database),
      ({ pending }) => pending === 0,
      TIMEOUT_MS,
    );
    const closedMs = Date.now() - startedAt;
    await last.close();
    return await verdictOf({ kills, database, upstream, received, ledger, closedMs });
  } finally {
    await upstream.close();
    await database.drop();
  }
}

type Timed = Received & { beforeKillMs: number };

interface KeepOpenInput {
  server: ProductionServer;
  streams: number;
  afterMs: number;
  random: () => number;
}

/** Keeps so many streams open, short and long ones; once all have started, the server is killed at a random time. */
async function keepOpenUntilKilled({ server, streams, afterMs, random }: KeepOpenInput): Promise<Timed[]> {
  const client = startClient(server);
  const ended: { received: Received; at: number }[] = [];
  let isDead = false;
  const keepOpen = async (onBegin: () => void) => {
    while (!isDead) {
      const words = 5 + Math.floor(random() * 150);
      const ticket = `t${ended.length}`;
      const received = await client.ask({ ticket, words, perSecond: 40, stream: true, onBegin });
      ended.push({ received, at: Date.now() });
    }
  };
  const callers: Promise<void>[] = [];
  const begun = Array.from({ length: streams }, () => new Promise<void>((begin) => callers.push(keepOpen(begin))));
  await Promise.all(begun);
  await pause(afterMs);
  isDead = true;
  const killedAt = Date.now();
  await server.kill('SIGKILL');
  await Promise.all(callers);
  await client.close();
  return ended.map(({ received, at }) => ({ ...received, beforeKillMs: killedAt - at }));
}

interface Course {
  kills: number;
  database: TestDatabase;
  upstream: Upstream;
  received: Timed[];
  ledger: Ledger;
  closedMs: number;
}

async function verdictOf({ kills, database, upstream, received, ledger, closedMs }: Course): Promise<Verdict> {
  const known = received.flatMap(({ requestId }) => (requestId ? [requestId] : []));
  const statuses = await statusesOf(database, known);
  const unsettled = received.filter((one) => one.isWhole && statuses.get(one.requestId ?? '') !== 'succeeded');
  const { openStreams } = await upstream.stats();
  return {
    scenario: `killed ${kills} times`,
    figures: {
      asked: received.length,
      ...ledger.byStatus,
      secondsUntilClosed: closedMs / 1000,
      endedTooLateToBeSettled: unsettled.filter(({ beforeKillMs }) => beforeKillMs < SETTLED_WITHIN_MS).length,
      broken: describeFailures(received),
    },
    targets: [
      exactly('lost: answers that began, without a row', known.filter((id) => !statuses.has(id)).length, 0),
      exactly(
        `answers whole for ${SETTLED_WITHIN_MS / 1000} s without a succeeded row`,
        unsettled.filter(({ beforeKillMs }) => beforeKillMs >= SETTLED_WITHIN_MS).length,
        0,
      ),
      exactly('quietly cut answers', received.filter(({ isQuietlyCut }) => isQuietlyCut).length, 0),
      atMost('rows', ledger.requests, received.length),
      exactly('duplicate rows', ledger.duplicates, 0),
      exactly('orphans: pending after the last restart', ledger.pending, 0),
      exactly('miscounted rows', ledger.miscounted, 0),
      exactly('rollup drift', ledger.rollupDrift, 0),
      exactly('streams still open upstream', openStreams, 0),
    ],
  };
}
