import type { JsonObject } from '../../engine/chat';
import type { Fault } from './faults';
import type { RetryAfter } from './retry-hint';

/** Vendor-independent reasons to refuse a call. */
export type Reason =
  | 'overloaded'
  | 'rate'
  | 'quota'
  | 'key'
  | 'context-length'
  | 'model-missing'
  | 'invalid'
  | 'server';

export interface Problem {
  reason: Reason;
  /** Null: the vendor's usual status for the reason. */
  status: number | null;
  retryAfter: RetryAfter;
  /** Null: the vendor's usual message. */
  message: string | null;
  model: string;
}

/** A problem in one vendor's format. */
export interface Refusal {
  status: number;
  headers: Record<string, string>;
  body: JsonObject;
}

/** The problem of a fault that is an immediate error response; null for other faults. */
export function problemFor(fault: Fault, model: string): Problem | null {
  switch (fault.fault) {
    case 'outage':
      return problem('overloaded', model);
    case 'refuse-key':
      return problem('key', model);
    case 'rate-limit':
    case 'burst':
      return problem('rate', model, { retryAfter: fault.retryAfter });
    case 'error': {
      const { status = null, reason, retryAfter, message = null } = fault;
      return problem(reason ?? reasonFromStatus(status ?? 500), model, { status, retryAfter, message });
    }
    default:
      return null;
  }
}

/** Creates a problem with defaults for everything but the given details. */
export function problem(reason: Reason, model: string, details: Partial<Problem> = {}): Problem {
  return { reason, status: null, retryAfter: null, message: null, model, ...details };
}

function reasonFromStatus(status: number): Reason {
  const reasons: Record<number, Reason> = { 401: 'key', 402: 'quota', 403: 'key', 404: 'model-missing', 429: 'rate' };
  if (status === 498 || status === 503 || status === 529) return 'overloaded';
  return reasons[status] ?? (status >= 500 || status === 408 ? 'server' : 'invalid');
}
