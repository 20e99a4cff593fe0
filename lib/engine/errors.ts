import { isNamedError } from './named-error';
import type { Decision, Exclusion } from './types';

export type RouterErrorCode =
  | 'model_not_found'
  | 'model_retired'
  | 'policy_not_found'
  | 'no_eligible_model'
  | 'model_not_allowed'
  | 'budget_exceeded'
  | 'no_provider_available'
  | 'invalid_request';

/** A request the engine cannot route. Each carries a sentence that says what to do next. */
export class RouterError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isNamedError(value, 'RouterError');
  }

  override readonly name = 'RouterError';
  readonly code: RouterErrorCode;
  readonly param: string | null;
  readonly exclusions: Exclusion[];
  /** When a breaker or a cool-down is the reason: how long until it is worth trying again. */
  readonly retryAfterMs: number | null;
  /** The decision that found nobody, for the ledger. */
  readonly decision: Decision | null;

  constructor(
    code: RouterErrorCode,
    message: string,
    details: {
      param?: string;
      exclusions?: Exclusion[];
      retryAfterMs?: number | null;
      decision?: Decision;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
    this.code = code;
    this.param = details.param ?? null;
    this.exclusions = details.exclusions ?? [];
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.decision = details.decision ?? null;
  }
}
