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

/** Thrown for a request the engine cannot route. The message says what to do next. */
export class RouterError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isNamedError(value, 'RouterError');
  }

  override readonly name = 'RouterError';
  readonly code: RouterErrorCode;
  readonly param: string | null;
  readonly exclusions: Exclusion[];
  /** With an open breaker or a cooldown: ms until a retry may succeed; else null. */
  readonly retryAfterMs: number | null;
  /** The decision without candidates, for the ledger. */
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
