import type { JsonObject } from './chat';
import { isNamedError } from './named-error';
import { retryAfterMsOf } from './retry-after';

export type FailureKind =
  | 'connection'
  | 'tls'
  | 'timeout'
  | 'stream-broken'
  | 'malformed'
  | 'empty'
  | 'context-length'
  | 'invalid-request'
  | 'auth'
  | 'quota'
  | 'model-missing'
  | 'server'
  | 'rate-limit'
  | 'overloaded'
  | 'cancelled';

/** Where to go next: another candidate, only one with a larger window, or back to the caller. */
export type NextStep = 'fallback' | 'larger-window' | 'surface';

/** What it means for the breaker: a failure, a throttle to wait out, a fault of key or configuration, nothing. */
export type BreakerEffect = 'failure' | 'throttle' | 'credential' | 'none';

/** An upstream error, classified once. The rest of the code reads this answer. */
export interface Failure {
  kind: FailureKind;
  /** A sentence for the caller: no key, URL or stack in it. */
  message: string;
  httpStatus: number | null;
  retryAfterMs: number | null;
  next: NextStep;
  breaker: BreakerEffect;
}

/** Thrown by a provider's adapter for anything but a complete answer. */
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

const RULES: Record<FailureKind, { next: NextStep; breaker: BreakerEffect }> = {
  connection: { next: 'fallback', breaker: 'failure' },
  tls: { next: 'fallback', breaker: 'credential' },
  timeout: { next: 'fallback', breaker: 'failure' },
  'stream-broken': { next: 'fallback', breaker: 'failure' },
  malformed: { next: 'fallback', breaker: 'failure' },
  empty: { next: 'fallback', breaker: 'failure' },
  'context-length': { next: 'larger-window', breaker: 'none' },
  'invalid-request': { next: 'surface', breaker: 'none' },
  auth: { next: 'fallback', breaker: 'credential' },
  quota: { next: 'fallback', breaker: 'credential' },
  'model-missing': { next: 'fallback', breaker: 'credential' },
  server: { next: 'fallback', breaker: 'failure' },
  'rate-limit': { next: 'fallback', breaker: 'throttle' },
  overloaded: { next: 'fallback', breaker: 'failure' },
  cancelled: { next: 'surface', breaker: 'none' },
};

/** Builds a failure of a known kind with the rules of that kind. */
export function failureOf(
  kind: FailureKind,
  message: string,
  details: { httpStatus?: number | null; retryAfterMs?: number | null } = {},
): Failure {
  const { httpStatus = null, retryAfterMs = null } = details;
  const rule = RULES[kind];
  // An overloaded vendor that says when to come back is throttling, not failing.
  const breaker = kind === 'overloaded' && retryAfterMs !== null ? 'throttle' : rule.breaker;
  return { kind, message, httpStatus, retryAfterMs, next: rule.next, breaker };
}

export interface HttpFailure {
  provider: string;
  status: number;
  /** Lower-case names. */
  headers: Record<string, string | string[] | undefined>;
  /** The body as text; parsed here, whatever it is. */
  body: string;
  /** Epoch ms, for Retry-After dates. */
  now: number;
}

/**
 * Classifies an error answer of an OpenAI-compatible, Anthropic or Google API.
 * Never throws: a body that is no JSON is classified by its status alone.
 */
export function classifyHttpFailure({ provider, status, headers, body, now }: HttpFailure): Failure {
  const error = parseErrorBody(body);
  const kind = kindOf(status, error);
  return failureOf(kind, sentenceFor(kind, provider, status, error), {
    httpStatus: status,
    retryAfterMs: retryAfterMsOf(headers, error.details, now),
  });
}

interface ErrorBody {
  message: string;
  /** Every code-like word the vendor used, lower case. */
  words: string;
  details: unknown;
}

function parseErrorBody(body: string): ErrorBody {
  try {
    const parsed: unknown = JSON.parse(body);
    const root = (Array.isArray(parsed) ? parsed[0] : parsed) as JsonObject | null;
    const error = root?.error ?? root;
    if (typeof error === 'string') return { message: error, words: '', details: null };
    return fromErrorObject((error ?? {}) as JsonObject);
  } catch {
    return { message: '', words: '', details: null };
  }
}

function fromErrorObject(error: JsonObject): ErrorBody {
  const message = typeof error.message === 'string' ? error.message : '';
  const words = [error.type, error.code, error.status, message].filter((word) => typeof word === 'string');
  return { message, words: words.join(' ').toLowerCase(), details: error.details };
}

const CONTEXT_WORDS =
  /context_length_exceeded|context length|context window|maximum context|prompt is too long|too many tokens|input token count .* exceeds|request_too_large/;
const QUOTA_WORDS =
  /insufficient_quota|billing|credit balance|exceeded your current quota|payment required|quota .*limit: 0\b/;

function kindOf(status: number, { words }: ErrorBody): FailureKind {
  if ((status === 400 || status === 413 || status === 422) && CONTEXT_WORDS.test(words)) return 'context-length';
  if (status === 402 || ((status === 429 || status === 403 || status === 400) && QUOTA_WORDS.test(words)))
    return 'quota';
  if (status === 401 || status === 403) return 'auth';
  if (status === 400 && /api[_ ]key[_ ](not valid|invalid)|api_key_invalid/.test(words)) return 'auth';
  if (status === 404) return 'model-missing';
  if (status === 429) return 'rate-limit';
  if (status === 498 || status === 503 || status === 529 || /overloaded_error/.test(words)) return 'overloaded';
  if (status === 408 || status === 504 || status === 522 || status === 524) return 'timeout';
  if (status >= 500) return 'server';
  if (status >= 400) return 'invalid-request';
  return 'malformed';
}

const MAX_VENDOR_WORDS = 500;

/** Only a caller's own mistake is quoted from the vendor: other texts may hold keys, URLs or account names. */
function sentenceFor(kind: FailureKind, provider: string, status: number, { message }: ErrorBody): string {
  const quoted = message ? `: ${message.slice(0, MAX_VENDOR_WORDS)}` : '';
  switch (kind) {
    case 'invalid-request':
      return `${provider} refused the request (${status})${quoted}`;
    case 'context-length':
      return `The prompt is too long for this model at ${provider}${quoted}`;
    case 'auth':
      return `${provider} refused the configured API key (${status}).`;
    case 'quota':
      return `The account at ${provider} has no quota left (${status}).`;
    case 'model-missing':
      return `${provider} does not know this model or the key may not use it (${status}).`;
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

const TLS_CODES = /^(ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER))/;
const TIMEOUT_CODES = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

/** Classifies an error thrown while connecting or reading: refused, reset, DNS, TLS, timeout. */
export function classifyNetworkFailure(provider: string, error: unknown): Failure {
  const code = networkCodeOf(error);
  if (TLS_CODES.test(code)) return failureOf('tls', `The TLS certificate of ${provider} could not be verified.`);
  if (TIMEOUT_CODES.has(code)) return failureOf('timeout', `${provider} did not answer in time.`);
  return failureOf('connection', `${provider} could not be reached${code ? ` (${code})` : ''}.`);
}

/** The system's code in an error or in its causes, such as `ECONNREFUSED`; empty when the network is not to blame. */
export function networkCodeOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as Error & { code?: unknown };
    if (typeof code === 'string' && code) return code;
  }
  return '';
}
