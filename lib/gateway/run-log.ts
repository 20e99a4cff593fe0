import { countLanes } from '../engine/decide/lanes';
import { totalInputTokens } from '../engine/money/cost';
import type { Attempt, Decision, Outcome, RouteEvent } from '../engine/types';
import type { Log } from '../log';
import type { Runtime } from '../runtime/runtime';
import type { RunInput } from './run-input';

/** Starts metrics and log lines for an admitted request. Pass each of its events to the returned function. */
export function observeRun(
  { metrics, log }: Pick<Runtime, 'metrics' | 'log'>,
  input: RunInput,
  decision: Decision,
): (event: RouteEvent) => void {
  const count = metrics.startRun(input.source, Boolean(input.request.stream), countLanes(decision));
  const write = runLog(log, input, decision);
  return (event) => {
    if (event.type === 'chunk') return;
    count(event);
    write(event);
  };
}

/**
 * The lines of one admitted request: a warning for each failed attempt, one line when it ends. Ids, codes and counts.
 * Each line is one object literal, because every request pays for it and a spread costs more.
 */
function runLog(log: Log, input: RunInput, decision: Decision): (event: RouteEvent) => void {
  return (event) => {
    if (event.type === 'attempt-end' && event.attempt.outcome === 'failed')
      log('warn', 'An attempt failed.', attemptFacts(input, event.attempt));
    if (event.type === 'end') log('info', 'A request ended.', endFacts(input, decision, event.outcome));
  };
}

/** Without the failure's message: it may quote the vendor, which may quote the prompt. */
function attemptFacts({ requestId, clientRequestId, caller }: RunInput, attempt: Attempt) {
  const { number, provider, model, failure, httpStatus, totalMs } = attempt;
  return {
    requestId,
    clientRequestId,
    teamId: caller.teamId,
    number,
    provider,
    model,
    failure: failure?.kind ?? null,
    httpStatus,
    totalMs: Math.round(totalMs),
  };
}

function endFacts(input: RunInput, { category }: Decision, outcome: Outcome) {
  const { status, answeredBy, failure, attempts, ttftMs, totalMs, costNanoUsd, costState } = outcome;
  const usage = answeredBy?.usage;
  return {
    requestId: input.requestId,
    clientRequestId: input.clientRequestId,
    teamId: input.caller.teamId,
    source: input.source,
    streamed: Boolean(input.request.stream),
    status,
    failure: failure?.kind ?? null,
    provider: answeredBy?.provider ?? null,
    model: answeredBy?.model ?? null,
    category,
    attempts: attempts.length,
    ttftMs: ttftMs === null ? null : Math.round(ttftMs),
    totalMs: Math.round(totalMs),
    inputTokens: usage ? totalInputTokens(usage) : 0,
    outputTokens: usage ? usage.outputTokens + usage.reasoningTokens : 0,
    costUsd: costNanoUsd === null ? null : costNanoUsd / 1e9,
    costState,
  };
}
