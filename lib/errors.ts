import { RouterError, type RouterErrorCode } from './engine/errors';
import type { Failure, FailureKind } from './engine/execute/failure';
import { isNamedError } from './engine/named-error';

export type AppErrorCode =
  | 'invalid_request_error'
  | 'invalid_api_key'
  | 'not_found'
  | 'request_too_large'
  | 'method_not_allowed'
  | 'service_unavailable'
  | 'sign_in_required'
  | 'forbidden'
  | 'conflict'
  | 'budget_exceeded';

/** An application error; its message is shown to the user. */
export class AppError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isNamedError(value, 'AppError');
  }

  override readonly name = 'AppError';
  readonly code: AppErrorCode;
  readonly param: string | null;

  constructor(code: AppErrorCode, message: string, details: { param?: string | null; cause?: unknown } = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.param = details.param ?? null;
  }
}

/** OpenAI's error object, always with all four keys. */
export interface ErrorBody {
  error: { message: string; type: string; param: string | null; code: string };
}

export interface HttpError {
  status: number;
  body: ErrorBody;
  /** In seconds, for the header. */
  retryAfter: number | null;
}

const APP_STATUS: Record<AppErrorCode, { status: number; type: string }> = {
  invalid_request_error: { status: 400, type: 'invalid_request_error' },
  invalid_api_key: { status: 401, type: 'invalid_request_error' },
  sign_in_required: { status: 401, type: 'invalid_request_error' },
  forbidden: { status: 403, type: 'invalid_request_error' },
  not_found: { status: 404, type: 'invalid_request_error' },
  method_not_allowed: { status: 405, type: 'invalid_request_error' },
  conflict: { status: 409, type: 'invalid_request_error' },
  budget_exceeded: { status: 402, type: 'insufficient_quota' },
  request_too_large: { status: 413, type: 'invalid_request_error' },
  service_unavailable: { status: 503, type: 'server_error' },
};

const ROUTER_STATUS: Record<RouterErrorCode, { status: number; type: string; code: string }> = {
  model_not_found: { status: 404, type: 'invalid_request_error', code: 'model_not_found' },
  model_retired: { status: 404, type: 'invalid_request_error', code: 'model_not_found' },
  policy_not_found: { status: 404, type: 'invalid_request_error', code: 'model_not_found' },
  model_not_allowed: { status: 403, type: 'invalid_request_error', code: 'model_not_allowed' },
  budget_exceeded: { status: 402, type: 'insufficient_quota', code: 'budget_exceeded' },
  no_eligible_model: { status: 400, type: 'invalid_request_error', code: 'invalid_request_error' },
  invalid_request: { status: 400, type: 'invalid_request_error', code: 'invalid_request_error' },
  no_provider_available: { status: 503, type: 'server_error', code: 'no_provider_available' },
};

/** A provider's 401 is not passed on: the operator's key is wrong, not the caller's. */
const FAILURE_STATUS: Record<FailureKind, { status: number; type: string; code: string }> = {
  connection: { status: 502, type: 'server_error', code: 'upstream_error' },
  tls: { status: 502, type: 'server_error', code: 'upstream_error' },
  timeout: { status: 504, type: 'server_error', code: 'timeout' },
  'stream-broken': { status: 502, type: 'server_error', code: 'upstream_error' },
  malformed: { status: 502, type: 'server_error', code: 'upstream_error' },
  empty: { status: 502, type: 'server_error', code: 'upstream_error' },
  'context-length': { status: 400, type: 'invalid_request_error', code: 'context_length_exceeded' },
  'invalid-request': { status: 400, type: 'invalid_request_error', code: 'invalid_request_error' },
  conflict: { status: 409, type: 'invalid_request_error', code: 'invalid_request_error' },
  refusal: { status: 502, type: 'server_error', code: 'upstream_error' },
  auth: { status: 502, type: 'server_error', code: 'provider_auth_error' },
  quota: { status: 503, type: 'server_error', code: 'no_provider_available' },
  'model-missing': { status: 502, type: 'server_error', code: 'upstream_error' },
  server: { status: 502, type: 'server_error', code: 'upstream_error' },
  'rate-limit': { status: 429, type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  overloaded: { status: 503, type: 'server_error', code: 'service_unavailable' },
  stopping: { status: 503, type: 'server_error', code: 'service_unavailable' },
  cancelled: { status: 499, type: 'invalid_request_error', code: 'client_closed_request' },
};

const DEFAULT_RETRY_AFTER_MS = 5_000;

/** The response to any error: status and OpenAI's error object. It never contains a stack. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof AppError) {
    const { status, type } = APP_STATUS[error.code];
    const code = error.code === 'sign_in_required' ? 'invalid_api_key' : error.code;
    return buildHttpError(
      status,
      type,
      code,
      error.message,
      error.param,
      status === 503 ? DEFAULT_RETRY_AFTER_MS : null,
    );
  }
  if (error instanceof RouterError) {
    const { status, type, code } = ROUTER_STATUS[error.code];
    const retryAfterMs = status === 503 ? (error.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS) : null;
    return buildHttpError(status, type, code, error.message, error.param, retryAfterMs);
  }
  return buildHttpError(
    500,
    'server_error',
    'internal_error',
    'Something went wrong on our side. The log has the details.',
  );
}

/** The response to an upstream failure that no fallback resolved. */
export function httpErrorOfFailure(failure: Failure): HttpError {
  const { status, type, code } = FAILURE_STATUS[failure.kind];
  const own = failure.kind === 'invalid-request' ? (failure.httpStatus ?? status) : status;
  const wantsRetryAfter = own === 429 || own === 503;
  const retryAfterMs = wantsRetryAfter ? (failure.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS) : null;
  return buildHttpError(own, type, code, failure.message, null, retryAfterMs);
}

function buildHttpError(
  status: number,
  type: string,
  code: string,
  message: string,
  param: string | null = null,
  retryAfterMs: number | null = null,
): HttpError {
  const retryAfter = retryAfterMs === null ? null : Math.max(1, Math.ceil(retryAfterMs / 1000));
  return { status, body: { error: { message, type, param, code } }, retryAfter };
}
