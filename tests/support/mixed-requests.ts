import type { Caller } from '../../lib/caller';
import { createDatabase, type Database } from '../../lib/db/client';
import { recordFeedback, withdrawFeedback } from '../../lib/db/learning/feedback';
import { endAbandonedRequests } from '../../lib/db/ledger/abandon';
import { admit } from '../../lib/db/ledger/admit';
import { settle } from '../../lib/db/ledger/settle';
import { createKey } from '../../lib/db/teams/keys';
import { createFailure } from '../../lib/engine/execute/failure';
import { newId } from '../../lib/engine/id';
import { NO_USAGE } from '../../lib/engine/money/cost';
import { seededRandom } from '../../lib/engine/random';
import type { Settlement } from '../../lib/engine/store';
import { DAY_MS } from '../../lib/engine/time';
import { type Attempt, CATEGORIES, type Outcome, type RequestStatus } from '../../lib/engine/types';
import type { TestDatabase } from './database';
import { attemptOf, recordOf } from './store-contract';

const DEAD = 'proc_dead';
const MODELS = ['acme/small', 'acme/large', 'other/one', 'local/free'];

export interface Mix {
  count: number;
  seed: number;
  teamId: string;
  /** Spread over so many days that end now. */
  days: number;
  /** Leave out feedback, which needs a transaction each. */
  ratings?: number;
}

/**
 * Requests as they come: answers, fallbacks, failures, cancels, unpriced and estimated ones, by keys and a person,
 * settled from two processes at once, some of them twice; some left behind by a crash; some rated, rated again, and unrated.
 */
export async function writeMixedRequests(store: TestDatabase, mix: Mix): Promise<void> {
  const databases = [createDatabase(store.url), createDatabase(store.url)] as const;
  const random = seededRandom(mix.seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const callers = await callersOf(databases[0], store, mix.teamId);
  const answered: { caller: Caller; requestId: string }[] = [];
  const one = async (database: Database): Promise<Settlement | null> => {
    const caller = pick(callers);
    const now = Date.now() - Math.floor(random() * mix.days * DAY_MS);
    const isCrashed = random() < 0.02;
    const record = { ...recordOf(pick(CATEGORIES)), requestId: newId('req', now), now };
    const outcome = outcomeFrom(random, pick, now);
    await admit(database, { ...record, caller, processId: isCrashed ? DEAD : 'proc_alive' });
    if (outcome.answeredBy) answered.push({ caller, requestId: record.requestId });
    return isCrashed ? null : { requestId: record.requestId, outcome, answer: null };
  };
  for (let done = 0; done < mix.count; done += 80) {
    const share = Math.min(80, mix.count - done);
    await Promise.all(
      databases.map(async (database, i) => {
        const mine = Math.floor((share + i) / 2);
        const ended = (await Promise.all(Array.from({ length: mine }, () => one(database)))).filter(
          (it) => it !== null,
        );
        await settle(database, ended);
        if (done % 400 === 0) await settle(database, ended.slice(0, 5));
      }),
    );
  }
  await endAbandonedRequests(databases[0], [DEAD]);
  for (let i = 0; i < (mix.ratings ?? 0); i++) {
    const { caller, requestId } = pick(answered);
    const [database] = databases;
    const kind = random() < 0.8 ? ('rating' as const) : ('stronger' as const);
    await recordFeedback(database, caller, { requestId, kind, rating: pick([-1, 0, 0.5, 1]) }).catch(ignoreUnknown);
    if (random() < 0.2) await withdrawFeedback(database, caller, requestId).catch(ignoreUnknown);
  }
  await Promise.all(databases.map((database) => database.$disconnect()));
}

/** A rating of what the crash took, or the withdrawal of a rating that was never given. */
function ignoreUnknown(error: Error & { code?: string }): void {
  if (error.code !== 'not_found') throw error;
}

async function callersOf(database: Database, store: TestDatabase, teamId: string): Promise<Caller[]> {
  const keys = await Promise.all(
    ['one', 'two', '=three'].map((name) => createKey(database, { name, teamId, createdById: null })),
  );
  const userId = newId('usr');
  await store.query('insert into users (id, email, name, password_hash) values ($1, $1, $2, $2)', [userId, 'Ada']);
  await store.query('insert into memberships (user_id, team_id) values ($1, $2)', [userId, teamId]);
  const person = {
    kind: 'user' as const,
    userId,
    teamId,
    role: 'member' as const,
    teamRole: 'member' as const,
    name: 'Ada',
    email: userId,
  };
  const byKey = keys.map(({ key }) => ({
    kind: 'key' as const,
    keyId: key.id,
    teamId,
    createdById: null,
    scopes: ['chat'],
    grants: [],
    storesText: false,
  }));
  return [...byKey, person];
}

function outcomeFrom(random: () => number, pick: <T>(list: readonly T[]) => T, startedAt: number): Outcome {
  const status: RequestStatus = pick(['succeeded', 'succeeded', 'succeeded', 'succeeded', 'failed', 'cancelled']);
  const count = status === 'failed' && random() < 0.2 ? 0 : 1 + Math.floor(random() * 3);
  const attempts = Array.from({ length: count }, (_, i) => {
    const isLast = i === count - 1;
    return attemptFrom(random, pick, { startedAt, number: i + 1, outcome: isLast ? status : 'failed' });
  });
  const isPriced = attempts.every(({ costNanoUsd }) => costNanoUsd !== null);
  const answeredBy = status === 'failed' ? null : (attempts.at(-1) ?? null);
  const isEstimated = attempts.some(({ usageState }) => usageState === 'estimated');
  return {
    status,
    attempts,
    answeredBy,
    costNanoUsd: isPriced ? attempts.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0), 0) : null,
    costState: isPriced ? (isEstimated ? 'estimated' : 'measured') : 'unpriced',
    baselineCostNanoUsd: answeredBy && random() < 0.8 ? Math.floor(random() * 90_000_000) : null,
    baselineExpectedNanoUsd: answeredBy ? Math.floor(random() * 40_000_000) : 0,
    ttftMs: answeredBy && random() < 0.7 ? 20 + random() * 3_000 : null,
    totalMs: 30 + random() * 20_000,
    failure:
      status === 'succeeded' ? null : createFailure(status === 'failed' ? 'server' : 'cancelled', '=cmd|oops, "x"'),
  };
}

interface AttemptStart {
  startedAt: number;
  number: number;
  outcome: Attempt['outcome'];
}

function attemptFrom(random: () => number, pick: <T>(list: readonly T[]) => T, start: AttemptStart): Attempt {
  const model = pick(MODELS);
  const tokens = () => Math.floor(random() * 4_000);
  const isFree = start.outcome === 'failed' && random() < 0.7;
  const usage = {
    inputTokens: tokens(),
    cachedInputTokens: tokens(),
    cacheWriteTokens: tokens(),
    cacheWrite1hTokens: tokens(),
    outputTokens: tokens(),
  };
  return {
    ...attemptOf(model.split('/')[0] as string, isFree ? 0 : Math.floor(random() * 30_000_000)),
    ...start,
    model,
    id: newId('att', start.startedAt),
    usage: isFree ? NO_USAGE : { ...usage, reasoningTokens: tokens() },
    usageState: isFree ? 'unknown' : pick(['measured', 'measured', 'estimated']),
    ...(!isFree && random() < 0.05 && { costNanoUsd: null, priceId: null }),
  };
}
