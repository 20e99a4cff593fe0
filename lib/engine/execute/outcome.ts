import type { Catalog } from '../catalog/catalog';
import { computeBaselineCost } from '../money/savings';
import type { Attempt, Consensus, CostState, Decision, Outcome, RequestStatus } from '../types';
import { createFailure, type Failure, type FailureKind } from './failure';

export interface OutcomeInput {
  attempts: Attempt[];
  /** The attempt whose content the caller received, if any. */
  answeredBy: Attempt | null;
  startedAt: number;
  totalMs: number;
  decision: Decision;
  catalog: Catalog;
  /** Set when no model could be called: ms until a retry may succeed. */
  retryAfterMs: number | null;
  /** Why the request was stopped before an answer, if it was. */
  stopReason: Failure | null;
  /** The consensus result and when it was reached; the caller receives no content before that. */
  agreement?: { consensus: Consensus; at: number } | null;
}

/** Builds the outcome of a request from its attempts. */
export function buildOutcome(input: OutcomeInput): Outcome {
  const { attempts, answeredBy, totalMs, decision, catalog, retryAfterMs, stopReason, agreement } = input;
  const total = computeTotalCost(attempts);
  const failure = answeredBy ? answeredBy.failure : (stopReason ?? summarizeFailures(attempts, retryAfterMs));
  return {
    status: toRequestStatus(failure),
    attempts,
    answeredBy,
    ...total,
    ...computeBaselineCost(answeredBy, total.costNanoUsd, decision.baseline && catalog.get(decision.baseline.model)),
    ttftMs: computeTtft(input),
    totalMs,
    failure,
    ...(decision.parallel && { lanes: decision.parallel.planned }),
    ...(agreement && { consensus: agreement.consensus }),
  };
}

function computeTtft({ answeredBy, startedAt, agreement }: OutcomeInput): number | null {
  if (answeredBy?.ttftMs == null) return null;
  return (agreement?.at ?? answeredBy.startedAt + answeredBy.ttftMs) - startedAt;
}

function toRequestStatus(failure: Failure | null): RequestStatus {
  if (failure === null) return 'succeeded';
  return failure.kind === 'cancelled' ? 'cancelled' : 'failed';
}

function computeTotalCost(attempts: Attempt[]): { costNanoUsd: number | null; costState: CostState } {
  if (attempts.some((one) => one.costNanoUsd === null)) return { costNanoUsd: null, costState: 'unpriced' };
  const costNanoUsd = attempts.reduce((sum, one) => sum + (one.costNanoUsd ?? 0), 0);
  return { costNanoUsd, costState: attempts.some((one) => one.usageState === 'estimated') ? 'estimated' : 'measured' };
}

/** Which of several failures is reported: first the ones the caller can act on by fixing, waiting or retrying. */
const FAILURE_PRIORITY: FailureKind[][] = [
  ['cancelled', 'stopping'],
  ['invalid-request', 'conflict', 'context-length'],
  ['rate-limit', 'overloaded'],
  ['timeout', 'server', 'connection', 'stream-broken', 'malformed', 'empty', 'refusal'],
  ['quota'],
  ['auth', 'model-missing', 'tls'],
];

/** Combines all failures into one, with the list of attempts and the shortest retry-after. */
function summarizeFailures(attempts: Attempt[], retryAfterMs: number | null): Failure {
  const failures = attempts.flatMap(({ failure }) => (failure ? [failure] : []));
  const [only] = failures;
  if (!only)
    return createFailure(
      'overloaded',
      'No model could be called because every circuit breaker is open. Try again later.',
      {
        retryAfterMs,
      },
    );
  if (failures.length === 1) return only;
  const findPriority = ({ kind }: Failure) => FAILURE_PRIORITY.findIndex((kinds) => kinds.includes(kind));
  // On equal priority the latest failure is the most current.
  const primary = failures.reduce((best, next) => (findPriority(next) <= findPriority(best) ? next : best));
  const list = attempts.map(({ model, failure }) => `${model}: ${failure?.message}`).join(' ');
  return {
    ...primary,
    message: `All ${failures.length} attempts failed. ${list}`,
    retryAfterMs: soonest(failures),
  };
}

function soonest(failures: Failure[]): number | null {
  const waits = failures.flatMap(({ retryAfterMs }) => (retryAfterMs === null ? [] : [retryAfterMs]));
  return waits.length > 0 ? Math.min(...waits) : null;
}
