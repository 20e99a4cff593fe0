import type { Catalog } from '../catalog/catalog';
import { baselineCostOf } from '../money/savings';
import type { Attempt, Consensus, CostState, Decision, Outcome, RequestStatus } from '../types';
import { type Failure, type FailureKind, failureOf } from './failure';

export interface Ending {
  attempts: Attempt[];
  /** The attempt whose content the caller saw, if any. */
  answeredBy: Attempt | null;
  startedAt: number;
  totalMs: number;
  decision: Decision;
  catalog: Catalog;
  /** When nobody could be called: how long until it is worth trying again. */
  retryAfterMs: number | null;
  /** Why the request was stopped before it was answered, if it was. */
  stopped: Failure | null;
  /** What several answers came to, and when: before that the caller saw none of them. */
  agreed?: { consensus: Consensus; at: number } | null;
}

/** Sums up how a request ended. */
export function outcomeOf(ending: Ending): Outcome {
  const { attempts, answeredBy, totalMs, decision, catalog, retryAfterMs, stopped, agreed } = ending;
  const total = totalCostOf(attempts);
  const failure = answeredBy ? answeredBy.failure : (stopped ?? overallFailure(attempts, retryAfterMs));
  return {
    status: statusOf(failure),
    attempts,
    answeredBy,
    ...total,
    ...baselineCostOf(answeredBy, total.costNanoUsd, decision.baseline && catalog.get(decision.baseline.model)),
    ttftMs: ttftOf(ending),
    totalMs,
    failure,
    ...(decision.parallel && { lanes: decision.parallel.planned }),
    ...(agreed && { consensus: agreed.consensus }),
  };
}

function ttftOf({ answeredBy, startedAt, agreed }: Ending): number | null {
  if (answeredBy?.ttftMs == null) return null;
  return (agreed?.at ?? answeredBy.startedAt + answeredBy.ttftMs) - startedAt;
}

function statusOf(failure: Failure | null): RequestStatus {
  if (failure === null) return 'succeeded';
  return failure.kind === 'cancelled' ? 'cancelled' : 'failed';
}

function totalCostOf(attempts: Attempt[]): { costNanoUsd: number | null; costState: CostState } {
  if (attempts.some((one) => one.costNanoUsd === null)) return { costNanoUsd: null, costState: 'unpriced' };
  const costNanoUsd = attempts.reduce((sum, one) => sum + (one.costNanoUsd ?? 0), 0);
  return { costNanoUsd, costState: attempts.some((one) => one.usageState === 'estimated') ? 'estimated' : 'measured' };
}

/** Of several failures the caller is told the one that says most about what to do next: wait, try again, or mend. */
const TELLING: FailureKind[][] = [
  ['cancelled', 'stopping'],
  ['invalid-request', 'conflict', 'context-length'],
  ['rate-limit', 'overloaded'],
  ['timeout', 'server', 'connection', 'stream-broken', 'malformed', 'empty', 'refusal'],
  ['quota'],
  ['auth', 'model-missing', 'tls'],
];

/** One failure to tell for several, with the list of all and the soonest retry-after. */
function overallFailure(attempts: Attempt[], retryAfterMs: number | null): Failure {
  const failures = attempts.flatMap(({ failure }) => (failure ? [failure] : []));
  const [only] = failures;
  if (!only) return failureOf('overloaded', 'No model could be tried: every breaker is open.', { retryAfterMs });
  if (failures.length === 1) return only;
  const rankOf = ({ kind }: Failure) => TELLING.findIndex((kinds) => kinds.includes(kind));
  // Among equals the last one: it is the freshest.
  const telling = failures.reduce((best, next) => (rankOf(next) <= rankOf(best) ? next : best));
  const list = attempts.map(({ model, failure }) => `${model}: ${failure?.message}`).join(' ');
  return {
    ...telling,
    message: `All ${failures.length} attempts failed. ${list}`,
    retryAfterMs: soonest(failures),
  };
}

function soonest(failures: Failure[]): number | null {
  const waits = failures.flatMap(({ retryAfterMs }) => (retryAfterMs === null ? [] : [retryAfterMs]));
  return waits.length > 0 ? Math.min(...waits) : null;
}
