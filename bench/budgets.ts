import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { createBudget, listBudgets } from '../lib/db/budgets/budgets';
import { createDatabase, type Database } from '../lib/db/client';
import { createKey } from '../lib/db/teams/keys';
import { newId } from '../lib/engine/id';
import { DEFAULT_LADDER } from '../lib/engine/money/budget';
import { seededRandom } from '../lib/engine/random';
import { readEnv } from '../lib/env';
import { createRuntime, prepareDatabase } from '../lib/runtime/runtime';
import { serveGateway } from '../server/http';
import { freshDatabase } from './support/database';
import { listen, startVendor } from './support/vendor';

const PROCESSES = 2;
const ROUNDS = 20;
const STREAMS = 200;
const ROOM = 10;
const MAX_TOKENS = 1_000;
const MODEL = 'openai/gpt-4o-mini';
/** Response time of the fake vendor, so that all streams of a round run at the same time. */
const ANSWER_MS = 300;
const WORKER = 'A3M_BENCH_BUDGETS_WORKER';

interface Round {
  admitted: number;
  refused: number;
  /** Results other than an answer or 402: must be zero. */
  other: number;
  spentShare: number;
  overshootReservations: number;
  falseRefusals: number;
  reservedAfter: number;
  /** Admitted one at a time afterwards, until the budget refuses. */
  admittedAfter: number;
}

/**
 * Tests a hard limit: two server processes on one database, and in each round 200 streams at once against a budget with
 * room for 10. Answers cost 40 to 100 % of their reservation, so room is left over; it is then used up one request at a
 * time, which shows whether requests that fit are refused.
 */
export async function run({ argv, databaseUrl }: { argv: string[]; databaseUrl: string }): Promise<void> {
  const isJson = argv.includes('--json');
  const url = await freshDatabase(databaseUrl);
  const random = seededRandom(5);
  const share = () => 0.4 + 0.6 * random();
  const vendor = await startVendor(
    ({ max_completion_tokens = 0 }) => ({ prompt: 8, completion: Math.floor(max_completion_tokens * share()) }),
    ANSWER_MS,
  );
  const database = createDatabase(url);
  const servers = await Promise.all(Array.from({ length: PROCESSES }, () => startWorker(url, vendor.url)));
  const rounds: Round[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    rounds.push(await playRound(database, servers));
    if (!isJson) console.log(line(i + 1, rounds.at(-1) as Round));
  }
  print(rounds, isJson);
  vendor.close();
  for (const { stop } of servers) stop();
  await database.$disconnect();
}

async function playRound(database: Database, servers: { url: string }[]): Promise<Round> {
  const reservation = await readReservation(database, servers[0]?.url ?? '');
  const { teamId, secret } = await teamWithKey(database);
  const limit = reservation * ROOM;
  const id = await createTeamBudget(database, teamId, limit);
  const statuses = await Promise.all(
    Array.from({ length: STREAMS }, (_, i) => ask(servers[i % servers.length]?.url ?? '', secret)),
  );
  const afterStorm = await settled(database, id);
  let admittedAfter = 0;
  let falseRefusals = 0;
  for (let state = afterStorm; ; state = await settled(database, id)) {
    const fits = state.spentNanoUsd + reservation <= limit;
    const status = await ask(servers[admittedAfter % servers.length]?.url ?? '', secret);
    if (status === 402 && fits) falseRefusals++;
    if (status !== 200) break;
    admittedAfter++;
  }
  const end = await settled(database, id);
  return {
    admitted: statuses.filter((status) => status === 200).length,
    refused: statuses.filter((status) => status === 402).length,
    other: statuses.filter((status) => status !== 200 && status !== 402).length,
    spentShare: end.spentNanoUsd / limit,
    overshootReservations: Math.max(0, end.spentNanoUsd - limit) / reservation,
    falseRefusals: falseRefusals + (statuses.filter((status) => status === 200).length < ROOM ? 1 : 0),
    reservedAfter: end.reservedNanoUsd,
    admittedAfter,
  };
}

async function teamWithKey(database: Database): Promise<{ teamId: string; secret: string }> {
  const teamId = newId('team');
  await database.team.create({ data: { id: teamId, name: teamId } });
  const { secret } = await createKey(database, { name: 'bench', teamId, createdById: null });
  return { teamId, secret };
}

/** The reservation of one request, read from the ledger of another team so that its cost does not count. */
async function readReservation(database: Database, url: string): Promise<number> {
  const { teamId, secret } = await teamWithKey(database);
  const pending = ask(url, secret);
  for (let tries = 0; tries < 1_000; tries++) {
    const row = await database.request.findFirst({ where: { teamId, status: 'pending' } });
    if (row) {
      await pending;
      return Number(row.reservedNanoUsd);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`The first request was answered with ${await pending}, and none was seen under way.`);
}

function createTeamBudget(database: Database, teamId: string, limitNanoUsd: number): Promise<string> {
  const ladder = DEFAULT_LADDER.filter(({ action }) => action === 'stop');
  return createBudget(database, { scope: 'team', teamId, period: 'month', timeZone: 'UTC', limitNanoUsd, ladder });
}

/** The budget's counters once no request is in progress. */
async function settled(database: Database, id: string) {
  for (let tries = 0; ; tries++) {
    const budget = (await listBudgets(database)).find((one) => one.id === id);
    if (!budget) throw new Error('The budget no longer exists.');
    if (budget.reservedNanoUsd === 0 || tries > 200) return budget;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function ask(url: string, secret: string): Promise<number> {
  const response = await request(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: MODEL,
      stream: true,
      max_tokens: MAX_TOKENS,
      messages: [{ role: 'user', content: 'Name a colour.' }],
    }),
  });
  const text = await response.body.text();
  return response.statusCode === 200 && !text.endsWith('data: [DONE]\n\n') ? 0 : response.statusCode;
}

/** A separate server process with the production code behind /v1. */
async function startWorker(databaseUrl: string, vendorUrl: string): Promise<{ url: string; stop(): void }> {
  const child = fork(fileURLToPath(import.meta.url), [], {
    env: {
      ...process.env,
      [WORKER]: '1',
      DATABASE_URL: databaseUrl,
      OPENAI_API_KEY: 'k',
      OPENAI_BASE_URL: vendorUrl,
      A3M_LOG_LEVEL: 'silent',
    },
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(String(message)));
    child.once('exit', (code) => reject(new Error(`A server process ended with ${code}.`)));
  });
  return { url, stop: () => child.kill('SIGKILL') };
}

async function serve(): Promise<void> {
  const runtime = await createRuntime(readEnv());
  await prepareDatabase(runtime);
  const server = createServer((incoming, response) => {
    serveGateway(runtime, incoming, response).catch(() => response.destroy());
  });
  process.send?.(await listen(server));
}

function line(number: number, { admitted, refused, other, spentShare, admittedAfter, reservedAfter }: Round): string {
  return `round ${number}: ${admitted} of ${STREAMS} admitted at once, ${refused} refused, ${other} else; ${admittedAfter} more one by one; ${(spentShare * 100).toFixed(1)} % of the limit spent, ${reservedAfter} reserved`;
}

function print(rounds: Round[], isJson: boolean): void {
  const result = {
    rounds: rounds.length,
    processes: PROCESSES,
    streams: STREAMS,
    room: ROOM,
    max_overshoot_reservations: Math.max(...rounds.map((round) => round.overshootReservations)),
    false_refusals: rounds.reduce((sum, round) => sum + round.falseRefusals, 0),
    other_answers: rounds.reduce((sum, round) => sum + round.other, 0),
    reserved_after: Math.max(...rounds.map((round) => Math.abs(round.reservedAfter))),
    min_spent_share: Math.min(...rounds.map((round) => round.spentShare)),
    max_spent_share: Math.max(...rounds.map((round) => round.spentShare)),
  };
  if (isJson) console.log(JSON.stringify(result));
  else
    console.log(
      `\n${result.rounds} rounds: the limit was passed by at most ${result.max_overshoot_reservations.toFixed(3)} reservations, ${result.false_refusals} refusals of what would have fitted, ${result.other_answers} other answers, ${result.reserved_after} nano-dollars left reserved; between ${(result.min_spent_share * 100).toFixed(1)} and ${(result.max_spent_share * 100).toFixed(1)} % of the limit was spent.`,
    );
}

if (process.env[WORKER]) await serve();
