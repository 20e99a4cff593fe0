import type { JsonObject } from '../chat';
import { isNamedError } from '../named-error';
import { parseRetryAfterMs } from './retry-after';

export type FailureKind =
  | 'connection'
  | 'tls'
  | 'timeout'
  | 'stream-broken'
  | 'malformed'
  | 'empty'
  | 'context-length'
  | 'invalid-request'
  | 'conflict'
  | 'refusal'
  | 'auth'
  | 'quota'
  | 'model-missing'
  | 'server'
  | 'rate-limit'
  | 'overloaded'
  | 'stopping'
  | 'cancelled';

/**
 * What to do after a failure: try the next candidate; try one other candidate only; try one with a larger context
 * window; retry the same model once; or return the failure to the caller.
 */
export type NextStep = 'fallback' | 'fallback-once' | 'larger-window' | 'retry-same' | 'surface';

/**
 * Effect on the circuit breaker: a failure of the model, a throttle to wait out, an invalid credential (all models of
 * the provider), an unknown model name, or none.
 */
export type BreakerEffect = 'failure' | 'throttle' | 'credential' | 'model' | 'none';

/** An upstream error, classified once; all other code reads this classification. */
export interface Failure {
  kind: FailureKind;
  /** A sentence for the caller, without keys, URLs or stack traces. */
  message: string;
  httpStatus: number | null;
  retryAfterMs: number | null;
  next: NextStep;
  breaker: BreakerEffect;
}

/** Thrown by a provider adapter for anything but a complete answer. */
export class UpstreamError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isNamedError(value, 'UpstreamError');
  }

  override readonly name = 'UpstreamError';
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(failure.message, { cause });
    this.failure = failure;
  }
}

interface Rule {
  next: NextStep;
  breaker: BreakerEffect;
}

/** The next step and the breaker effect for each kind of failure. */
const RULES: Record<FailureKind, Rule> = {
  connection: { next: 'fallback', breaker: 'failure' },
  tls: { next: 'fallback', breaker: 'credential' },
  timeout: { next: 'fallback', breaker: 'failure' },
  'stream-broken': { next: 'fallback', breaker: 'failure' },
  malformed: { next: 'fallback-once', breaker: 'failure' },
  empty: { next: 'fallback-once', breaker: 'failure' },
  'context-length': { next: 'larger-window', breaker: 'none' },
  'invalid-request': { next: 'surface', breaker: 'none' },
  conflict: { next: 'retry-same', breaker: 'none' },
  refusal: { next: 'fallback', breaker: 'none' },
  auth: { next: 'fallback', breaker: 'credential' },
  quota: { next: 'fallback', breaker: 'credential' },
  'model-missing': { next: 'fallback', breaker: 'model' },
  server: { next: 'fallback', breaker: 'failure' },
  'rate-limit': { next: 'fallback', breaker: 'throttle' },
  overloaded: { next: 'fallback', breaker: 'failure' },
  stopping: { next: 'surface', breaker: 'none' },
  cancelled: { next: 'surface', breaker: 'none' },
};

/** True for a temporary server error: worth one retry of the same model when no other candidate remains. */
export function isTransient({ kind, httpStatus }: Failure): boolean {
  return kind === 'server' || (kind === 'timeout' && httpStatus !== null);
}

/** Type guard for a `Failure`, such as the reason of an abort. */
export function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'kind' in value && 'breaker' in value;
}

/** Creates a failure with the next step and breaker effect of its kind. */
export function createFailure(
  kind: FailureKind,
  message: string,
  details: { httpStatus?: number | null; retryAfterMs?: number | null } = {},
): Failure {
  const { httpStatus = null, retryAfterMs = null } = details;
  const rule = RULES[kind];
  // An overloaded vendor that sends Retry-After is throttling, not failing.
  const breaker = kind === 'overloaded' && retryAfterMs !== null ? 'throttle' : rule.breaker;
  return { kind, message, httpStatus, retryAfterMs, next: rule.next, breaker };
}

export interface HttpFailure {
  provider: string;
  status: number;
  /** Lower-case names. */
  headers: Record<string, string | string[] | undefined>;
  /** The body as text; any content is accepted. */
  body: string;
  /** Epoch ms, for Retry-After dates. */
  now: number;
}

/**
 * Classifies an error response of an OpenAI-compatible, Anthropic or Google API. Never throws: a body that is not JSON
 * is classified by its status alone.
 */
export function classifyHttpFailure({ provider, status, headers, body, now }: HttpFailure): Failure {
  const error = parseErrorBody(body);
  const retryAfterMs = parseRetryAfterMs(headers, error.details, now);
  const kind = classifyResponse(status, error, retryAfterMs !== null);
  return createFailure(kind, messageFor(kind, provider, status, error), { httpStatus: status, retryAfterMs });
}

interface ErrorBody {
  message: string;
  /** The vendor's `type`, `code` and `status`, in lower case. */
  codes: string;
  details: unknown;
}

function parseErrorBody(body: string): ErrorBody {
  try {
    const parsed: unknown = JSON.parse(body);
    const root = (Array.isArray(parsed) ? parsed[0] : parsed) as JsonObject | null;
    const error = root?.error ?? root;
    if (typeof error === 'string') return { message: error, codes: '', details: null };
    return fromErrorObject((error ?? {}) as JsonObject);
  } catch {
    return { message: '', codes: '', details: null };
  }
}

function fromErrorObject(error: JsonObject): ErrorBody {
  const message = typeof error.message === 'string' ? error.message : '';
  const codes = [error.type, error.code, error.status].filter((code) => typeof code === 'string');
  return { message, codes: codes.join(' ').toLowerCase(), details: error.details };
}

const CONTEXT_LENGTH_PATTERN =
  /context_length_exceeded|context length|context window|maximum context|prompt is too long|too many tokens|input token count .* exceeds|request_too_large/;
const QUOTA_CODES = /insufficient_quota|billing_hard_limit_reached|billing_not_active|payment_required/;
const QUOTA_PATTERN = /exceeded your current quota|payment required|billing/;
const ZERO_QUOTA_PATTERN = /quota .*limit: 0\b/;
/** A 400 may quote the caller's prompt, so only a full sentence of the vendor's counts. */
const NO_CREDIT_PATTERN = /^your credit balance is too low|^billing hard limit/;
const INVALID_KEY_PATTERN = /^api[_ ]key[_ ](not valid|invalid|expired)/;

function classifyResponse(status: number, { message, codes }: ErrorBody, hasRetryAfter: boolean): FailureKind {
  const text = message.toLowerCase();
  if ((status === 400 || status === 413 || status === 422) && CONTEXT_LENGTH_PATTERN.test(`${codes} ${text}`))
    return 'context-length';
  if (status === 402 || QUOTA_CODES.test(codes) || (status === 400 && NO_CREDIT_PATTERN.test(text))) return 'quota';
  // Gemini uses "exceeded your current quota" for per-minute limits too; a Retry-After means quota remains.
  const isExhausted = ZERO_QUOTA_PATTERN.test(text) || (!hasRetryAfter && QUOTA_PATTERN.test(text));
  if ((status === 429 || status === 403) && isExhausted) return 'quota';
  if ((status === 403 || status === 404) && /model_not_found/.test(codes)) return 'model-missing';
  if (status === 401 || status === 403) return 'auth';
  if (status === 400 && INVALID_KEY_PATTERN.test(text)) return 'auth';
  return kindOfStatus(status, codes);
}

function kindOfStatus(status: number, codes: string): FailureKind {
  if (status === 404) return 'model-missing';
  if (status === 409) return 'conflict';
  if (status === 413) return 'context-length';
  if (status === 429) return 'rate-limit';
  if (status === 498 || status === 503 || status === 529 || /overloaded_error/.test(codes)) return 'overloaded';
  if (status === 408 || status === 504 || status === 522 || status === 524) return 'timeout';
  if (status >= 500) return 'server';
  return status >= 400 ? 'invalid-request' : 'malformed';
}

const MAX_QUOTED_CHARACTERS = 500;

/** Quotes the vendor only for the caller's own mistakes: other texts may hold keys, URLs or account names. */
function messageFor(kind: FailureKind, provider: string, status: number, { message }: ErrorBody): string {
  const quoted = message ? `: ${redactSecrets(message).slice(0, MAX_QUOTED_CHARACTERS)}` : '';
  switch (kind) {
    case 'invalid-request':
    case 'conflict':
      return `${provider} refused the request (${status})${quoted}`;
    case 'context-length':
      return `The prompt is too long for this model at ${provider}${quoted}`;
    case 'auth':
      return `${provider} refused the configured API key (${status}).`;
    case 'quota':
      return `The account at ${provider} has no quota left (${status}). An admin can check its billing at the provider.`;
    case 'model-missing':
      return `${provider} does not offer this model to the configured API key (${status}).`;
    case 'rate-limit':
      return `${provider} is rate limiting this key (${status}).`;
    case 'overloaded':
      return `${provider} is overloaded (${status}).`;
    case 'timeout':
      return `${provider} timed out (${status}).`;
    default:
      return `${provider} failed with status ${status}.`;
  }
}

/** Removes keys, console links and stack traces, which vendors sometimes include. */
function redactSecrets(text: string): string {
  // A stack trace begins on the second line.
  const [sentence = ''] = text.trim().split(/[\r\n]/);
  return sentence
    .replace(/https?:\/\/\S+/gi, '[link]')
    .replace(/\b(sk|gsk|xai|key|AIza|Bearer)[-_ ]?[\w-]{12,}/g, '[key]');
}

const TLS_CODES = /^(ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER))/;
const TIMEOUT_CODES = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

/** Classifies a connection or read error: refused, reset, DNS, TLS or timeout. */
export function classifyNetworkFailure(provider: string, error: unknown): Failure {
  const code = networkErrorCode(error);
  if (TLS_CODES.test(code)) return createFailure('tls', `The TLS certificate of ${provider} could not be verified.`);
  if (TIMEOUT_CODES.has(code)) return createFailure('timeout', `${provider} did not answer in time.`);
  return createFailure('connection', `${provider} could not be reached${code ? ` (${code})` : ''}.`);
}

/** The system error code of an error or its causes, such as `ECONNREFUSED`; empty when there is none. */
export function networkErrorCode(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as Error & { code?: unknown };
    if (typeof code === 'string' && code) return code;
  }
  return '';
}
