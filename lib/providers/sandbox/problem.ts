import type { JsonObject } from '../../engine/chat';
import type { Fault } from './faults';
import type { RetryAfter } from './retry-hint';

/** What is wrong with a call, in words that all vendors have a word for. */
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
  /** Null: the one this vendor uses for the reason. */
  status: number | null;
  retryAfter: RetryAfter;
  /** Null: the vendor's own words. */
  message: string | null;
  model: string;
}

/** A problem as one vendor tells it. */
export interface Refusal {
  status: number;
  headers: Record<string, string>;
  body: JsonObject;
}

/** The reason, status and hints of a fault that is an error answer at once; null for every other fault. */
export function problemOf(fault: Fault, model: string): Problem | null {
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
      return problem(reason ?? reasonOf(status ?? 500), model, { status, retryAfter, message });
    }
    default:
      return null;
  }
}

/** A problem without anything said beyond its reason, but for what is given. */
export function problem(reason: Reason, model: string, details: Partial<Problem> = {}): Problem {
  return { reason, status: null, retryAfter: null, message: null, model, ...details };
}

function reasonOf(status: number): Reason {
  const reasons: Record<number, Reason> = { 401: 'key', 402: 'quota', 403: 'key', 404: 'model-missing', 429: 'rate' };
  if (status === 498 || status === 503 || status === 529) return 'overloaded';
  return reasons[status] ?? (status >= 500 || status === 408 ? 'server' : 'invalid');
}
