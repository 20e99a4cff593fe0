import path from 'node:path';
import { applyMigrations } from '../../../scripts/steps/migrations.mjs';
import { createTestKey, type ProductionServer, startProductionServer } from '../../support/production-server';
import { eventually } from '../../support/requests';
import { type Received, startClient } from '../support/client';
import { readLedger, statusesOf } from '../support/ledger';
import { pause, steadily } from '../support/pace';
import { type OwnPostgres, startOwnPostgres } from '../support/postgres';
import { startUpstream } from '../support/upstream';
import { atMost, exactly, type Verdict } from '../support/verdict';
import { describeFailures } from './storm';

export interface DatabaseSize {
  stops: number;
  perSecond: number;
}

const UP_MS = 4_000;
const AWAY_MS = 2_500;
/** How long settlements may take to be written once the database is back. */
const TIMEOUT_MS = 30_000;

interface Comeback {
  /** The response of /readyz while the database was away. */
  awayStatus: number;
  /** From the database's first answer until /readyz returned 200. */
  readyMs: number;
}

/** PostgreSQL is stopped and started under load, alternately as an operator does and as a crash does. */
export async function databaseComesAndGoes({ stops, perSecond }: DatabaseSize): Promise<Verdict> {
  const postgres = await startOwnPostgres();
  const upstream = await startUpstream();
  const { database } = postgres;
  try {
    await applyMigrations(database.url, path.resolve('prisma/migrations'));
    const key = await createTestKey(database);
    const environment = { ...upstream.environment, A3M_LOG_LEVEL: 'error' };
    const server = await startProductionServer(environment, { database, key });
    const client = startClient(server);
    const traffic = steadily(perSecond, (index) =>
      client.ask({ ticket: `t${index}`, words: 20, perSecond: index % 2 === 0 ? 20 : 0, stream: index % 4 !== 3 }),
    );
    const comebacks: Comeback[] = [];
    for (let stop = 0; stop < stops; stop++) {
      await pause(UP_MS);
      comebacks.push(await goAndComeBack(postgres, server, stop % 2 === 0 ? 'fast' : 'immediate'));
    }
    await pause(UP_MS);
    const received = await traffic.stop();
    const verdict = await verdictOf({ stops, postgres, received, comebacks });
    await client.close();
    await server.close();
    return verdict;
  } finally {
    await upstream.close();
    await postgres.remove();
  }
}

async function goAndComeBack(
  postgres: OwnPostgres,
  server: ProductionServer,
  mode: 'fast' | 'immediate',
): Promise<Comeback> {
  await postgres.stop(mode);
  await pause(AWAY_MS);
  const awayStatus = await readiness(server);
  await postgres.start();
  const backAt = Date.now();
  await eventually(
    () => readiness(server),
    (status) => status === 200,
    60_000,
  );
  return { awayStatus, readyMs: Date.now() - backAt };
}

/** The status of /readyz; 0 when the process does not answer. */
function readiness({ url }: ProductionServer): Promise<number> {
  return fetch(`${url}/readyz`).then(
    ({ status }) => status,
    () => 0,
  );
}

interface Course {
  stops: number;
  postgres: OwnPostgres;
  received: Received[];
  comebacks: Comeback[];
}

async function verdictOf({ stops, postgres: { database }, received, comebacks }: Course): Promise<Verdict> {
  const ledger = await eventually(
    () => readLedger(database),
    ({ pending }) => pending === 0,
    TIMEOUT_MS,
  );
  const answered = received.filter(({ status }) => status === 200);
  const statuses = await statusesOf(
    database,
    answered.map(({ requestId }) => requestId ?? ''),
  );
  const having = (status: number) => received.filter((one) => one.status === status).length;
  return {
    scenario: `database stopped and started ${stops} times`,
    figures: {
      asked: received.length,
      answered: answered.length,
      refused: having(503),
      ...ledger.byStatus,
      readyAfterMs: comebacks.map(({ readyMs }) => readyMs).join(' '),
      slowestAnswerMs: Math.max(...received.map(({ totalMs }) => totalMs)),
      failures: describeFailures(received),
    },
    targets: [
      exactly(
        'lost: answers without a row',
        answered.filter(({ requestId }) => !statuses.has(requestId ?? '')).length,
        0,
      ),
      exactly(
        'answers without a succeeded row',
        answered.filter(({ requestId }) => statuses.get(requestId ?? '') !== 'succeeded').length,
        0,
      ),
      exactly('answers that began and were not whole', answered.filter(({ isWhole }) => !isWhole).length, 0),
      exactly('401', having(401), 0),
      exactly('neither answered nor 503', received.length - answered.length - having(503), 0),
      exactly('not 503 by /readyz while away', comebacks.filter(({ awayStatus }) => awayStatus !== 503).length, 0),
      atMost('seconds until ready again', Math.max(...comebacks.map(({ readyMs }) => readyMs)) / 1000, 10),
      exactly('duplicate rows', ledger.duplicates, 0),
      exactly('pending rows', ledger.pending, 0),
      exactly('miscounted rows', ledger.miscounted, 0),
      exactly('rollup drift', ledger.rollupDrift, 0),
    ],
  };
}
