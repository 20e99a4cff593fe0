import type { Caller } from '../caller';
import { admit } from '../db/ledger/admit';
import { maxTokensOf } from '../engine/chat';
import type { RouterError } from '../engine/errors';
import { type Failure, failureOf } from '../engine/execute/failure';
import { amountsToReserve, withinReservation, worstCasesNanoUsd } from '../engine/money/reservation';
import type { Decision, Outcome } from '../engine/types';
import { AppError } from '../errors';
import { overBudgetSentence } from '../runtime/budget-message';
import type { Runtime } from '../runtime/runtime';
import { databaseAway } from './http/authenticate';
import type { RunInput } from './run';
import { observeRun } from './run-log';

/** Nobody could be asked: a row without attempts, so that an outage shows what it cost in requests. */
export async function writeDownRefusal(
  runtime: Runtime,
  input: RunInput,
  decision: Decision,
  { message, retryAfterMs }: RouterError,
): Promise<void> {
  await admitOrThrow(runtime, input, decision);
  const outcome = outcomeWithoutAttempts(failureOf('overloaded', message, { retryAfterMs }));
  observeRun(runtime, input, decision)({ type: 'end', outcome });
  await runtime.settlements.submit({ requestId: input.requestId, outcome, session: null, answer: null });
}

/**
 * Writes the pending row and reserves in every budget that applies. Resolves to the decision as the budgets allow it to
 * be carried out. Throws 401 for a key that is no more, 402 when no candidate fits, 503 when nobody can tell.
 */
export async function admitOrThrow(runtime: Runtime, input: RunInput, decision: Decision): Promise<Decision> {
  const { requestId, caller, source, request, options, conversationId = null } = input;
  const now = Date.now();
  const worstCases = worstCasesNanoUsd({
    decision,
    catalog: runtime.catalog,
    maxTokens: maxTokensOf(request),
    choices: request.n ?? 1,
    isHedged: options.hedge ?? false,
    now,
  });
  const { fallbackOnRefusal } = options;
  const amounts = amountsToReserve(decision, worstCases, fallbackOnRefusal);
  const admitted = await admit(runtime.database, {
    caller,
    requestId,
    source,
    conversationId,
    streamed: Boolean(request.stream),
    requestedModel: request.model,
    decision,
    prompt: storesText(caller) ? request.messages : null,
    now,
    processId: runtime.lease.identity.id,
    worstCases: amounts,
  }).catch((error) => {
    // Whether the row was written nobody knows: if it was, it must not stay pending.
    const outcome = outcomeWithoutAttempts(failureOf('connection', 'The database went away during admission.'));
    void runtime.settlements.submit({ requestId, outcome, session: null, answer: null });
    throw databaseAway(error);
  });
  if (admitted.as === 'unknown')
    throw new AppError('invalid_api_key', 'This API key is not known here, has expired or was revoked.');
  if (admitted.as === 'over-budget')
    throw new AppError('budget_exceeded', overBudgetSentence(admitted.budget, amounts[0] ?? 0));
  if (!admitted.isBudgeted) return decision;
  return withinReservation(decision, worstCases, admitted.reservedNanoUsd, fallbackOnRefusal);
}

/** Whether the caller's prompts and answers are kept. */
export function storesText(caller: Caller): boolean {
  return caller.kind === 'key' && caller.storesText;
}

function outcomeWithoutAttempts(failure: Failure): Outcome {
  return {
    status: 'failed',
    attempts: [],
    answeredBy: null,
    costNanoUsd: 0,
    costState: 'measured',
    baselineCostNanoUsd: null,
    baselineExpectedNanoUsd: 0,
    ttftMs: null,
    totalMs: 0,
    failure,
  };
}
