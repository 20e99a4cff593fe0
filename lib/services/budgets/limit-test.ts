import type { Caller, UserCaller } from '../../caller';
import { listBudgets } from '../../db/budgets/budgets';
import {
  createLimitTestBudget,
  createLimitTestKey,
  deleteLimitTest,
  type LimitTest,
  type LimitTestEvent,
  readLimitTestResult,
} from '../../db/budgets/limit-test';
import { mustManage } from '../../db/teams/team-access';
import type { ChatRequest } from '../../engine/chat';
import { RouterError } from '../../engine/errors';
import { worstCasesNanoUsd } from '../../engine/money/reservation';
import { AppError } from '../../errors';
import { formatUsd } from '../../format';
import { type GatewayContext, handle } from '../../gateway/http/dispatch';
import { type PlanRuntime, planFor } from '../../gateway/run';
import { SANDBOX } from '../../providers/registry';
import { budgetName } from '../../runtime/budget-message';
import type { Runtime } from '../../runtime/runtime';

const CALLS = 50;
const ROOM = 10;
/** Shorter than any sandbox answer, so that each call costs exactly what was reserved for it. */
const MAX_TOKENS = 16;

type LimitTestContext = GatewayContext & Pick<Runtime, 'sandbox'>;

interface ProofInput {
  runtime: LimitTestContext;
  caller: UserCaller;
  teamId: string;
  /** Aborts when the client disconnects; the test's key and budget are removed in any case. */
  signal: AbortSignal;
}

/**
 * Tests that a budget's limit holds: a temporary key gets a budget for exactly ten sandbox calls, fifty calls are made in
 * parallel through the API's own code, and each outcome is yielded, then the totals of the ledger. The team's other
 * budgets count these calls like any others.
 */
export async function* proveBudget({ runtime, caller, teamId, signal }: ProofInput): AsyncGenerator<LimitTestEvent> {
  const { database } = runtime;
  await mustManage(database, caller, teamId);
  if (!runtime.sandbox) throw new AppError('not_found', 'The sandbox is off. Turn it on to run this test.');
  const { keyId, secret } = await createLimitTestKey(database, teamId);
  try {
    const { model, reservationNanoUsd } = cheapestCall(runtime, { keyId, teamId });
    const limitNanoUsd = reservationNanoUsd * ROOM;
    await requireOtherBudgets(runtime, teamId, limitNanoUsd);
    const budgetId = await createLimitTestBudget(database, keyId, limitNanoUsd);
    yield { type: 'start', calls: CALLS, room: ROOM, model, limitNanoUsd };
    yield* fire(runtime, { model, secret, signal });
    const proof: LimitTest = { keyId, secret, budgetId, limitNanoUsd };
    yield { type: 'end', at: Date.now(), ...(await readLimitTestResult(database, proof)) };
  } finally {
    await deleteLimitTest(database, keyId);
  }
}

const requestTo = (model: string): ChatRequest => ({
  model,
  max_tokens: MAX_TOKENS,
  messages: [{ role: 'user', content: 'Name a colour.' }],
});

/** The sandbox model with the cheapest call, and the amount that admission reserves for it. */
function cheapestCall(
  runtime: PlanRuntime & Pick<Runtime, 'catalog'>,
  { keyId, teamId }: { keyId: string; teamId: string },
): { model: string; reservationNanoUsd: number } {
  const caller: Caller = { kind: 'key', keyId, teamId, createdById: null, scopes: [], grants: [], storesText: false };
  const models = runtime.catalog.all().filter(({ provider }) => provider === SANDBOX);
  const calls = models.flatMap(({ id }) => callTo(runtime, caller, id));
  const [cheapest] = calls.sort((a, b) => a.reservationNanoUsd - b.reservationNanoUsd);
  if (!cheapest) throw new AppError('conflict', 'No priced sandbox model is available, so the limit cannot be tested.');
  return cheapest;
}

/** Empty for a model that is free or cannot be called now. */
function callTo(
  runtime: PlanRuntime & Pick<Runtime, 'catalog'>,
  caller: Caller,
  model: string,
): { model: string; reservationNanoUsd: number }[] {
  try {
    const decision = planFor(runtime, caller, requestTo(model), {});
    const input = { decision, catalog: runtime.catalog, maxTokens: MAX_TOKENS, isHedged: false, now: Date.now() };
    const reservationNanoUsd = Math.max(0, ...worstCasesNanoUsd(input));
    return reservationNanoUsd > 0 ? [{ model, reservationNanoUsd }] : [];
  } catch (error) {
    if (error instanceof RouterError) return [];
    throw error;
  }
}

/** Another budget with too little left would refuse the calls first, and the test would prove nothing. */
async function requireOtherBudgets(
  { database }: Pick<Runtime, 'database'>,
  teamId: string,
  neededNanoUsd: number,
): Promise<void> {
  const binding = (await listBudgets(database, teamId)).filter(
    ({ scope }) => scope === 'team' || scope === 'workspace',
  );
  const full = binding.find(
    ({ limitNanoUsd, spentNanoUsd, reservedNanoUsd }) => limitNanoUsd - spentNanoUsd - reservedNanoUsd < neededNanoUsd,
  );
  if (full)
    throw new AppError(
      'conflict',
      `The test needs ${formatUsd(neededNanoUsd)} of sandbox money, but ${budgetName(full)} has less left.`,
    );
}

interface Calls {
  model: string;
  secret: string;
  signal: AbortSignal;
}

/** All calls at once; yields the result of each when it has ended. */
async function* fire(runtime: GatewayContext, calls: Calls): AsyncGenerator<LimitTestEvent> {
  const open = new Map(Array.from({ length: CALLS }, (_, i) => [i + 1, callOnce(runtime, calls, i + 1)]));
  while (open.size > 0) {
    const ended = await Promise.race(open.values());
    open.delete(ended.number);
    yield ended;
  }
}

async function callOnce(
  runtime: GatewayContext,
  { model, secret, signal }: Calls,
  number: number,
): Promise<Extract<LimitTestEvent, { type: 'call' }>> {
  const { status, body } = await handle(runtime, {
    method: 'POST',
    path: '/v1/chat/completions',
    query: '',
    headers: { authorization: `Bearer ${secret}` },
    readText: async () => JSON.stringify(requestTo(model)),
    // A separate signal per call, like separate connections.
    signal: AbortSignal.any([signal]),
  });
  const result = status === 200 ? 'answered' : status === 402 ? 'refused' : 'failed';
  const message = result === 'failed' && typeof body === 'string' ? JSON.parse(body).error.message : null;
  return { type: 'call', number, result, message };
}
