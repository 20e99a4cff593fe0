import type { JsonObject } from '../chat';
import { isNamedError } from '../named-error';
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
 * Where to go next: another candidate; one other candidate and no more; one with a larger window; the same once more,
 * then back to the caller; or back to the caller at once.
 */
export type NextStep = 'fallback' | 'fallback-once' | 'larger-window' | 'retry-same' | 'surface';

/**
 * What it means for the breaker: a failure of the model, a throttle to wait out, a fault of the credential (every model
 * of the provider) or of the model's name, nothing.
 */
export type BreakerEffect = 'failure' | 'throttle' | 'credential' | 'model' | 'none';

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

interface Rule {
  next: NextStep;
  breaker: BreakerEffect;
}

/** What each kind of failure leads to. */
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

/** True for a server's passing fault: worth one more call to the same model when nobody else is left. */
export function isPassing({ kind, httpStatus }: Failure): boolean {
  return kind === 'server' || (kind === 'timeout' && httpStatus !== null);
}

/** True for a failure itself, such as the reason of an abort. */
export function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'kind' in value && 'breaker' in value;
}

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
  const retryAfterMs = retryAfterMsOf(headers, error.details, now);
  const kind = kindOf(status, error, retryAfterMs !== null);
  return failureOf(kind, sentenceFor(kind, provider, status, error), { httpStatus: status, retryAfterMs });
}

interface ErrorBody {
  message: string;
  /** Every code-like word the vendor used, lower case. */
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
  const codes = [error.type, error.code, error.status].filter((word) => typeof word === 'string');
  return { message, codes: codes.join(' ').toLowerCase(), details: error.details };
}

const CONTEXT_WORDS =
  /context_length_exceeded|context length|context window|maximum context|prompt is too long|too many tokens|input token count .* exceeds|request_too_large/;
const QUOTA_CODES = /insufficient_quota|billing_hard_limit_reached|billing_not_active|payment_required/;
const QUOTA_WORDS = /exceeded your current quota|payment required|billing/;
const NO_QUOTA_AT_ALL = /quota .*limit: 0\b/;
/** A 400 may quote the caller's own words, so only a whole sentence of the vendor's counts there. */
const NO_CREDIT = /^your credit balance is too low|^billing hard limit/;
const KEY_NOT_VALID = /^api[_ ]key[_ ](not valid|invalid|expired)/;

function kindOf(status: number, { message, codes }: ErrorBody, saysWhen: boolean): FailureKind {
  const text = message.toLowerCase();
  if ((status === 400 || status === 413 || status === 422) && CONTEXT_WORDS.test(`${codes} ${text}`))
    return 'context-length';
  if (status === 402 || QUOTA_CODES.test(codes) || (status === 400 && NO_CREDIT.test(text))) return 'quota';
  // Gemini says "exceeded your current quota" of a minute's limit too; whoever says when to come back has some left.
  const isGone = NO_QUOTA_AT_ALL.test(text) || (!saysWhen && QUOTA_WORDS.test(text));
  if ((status === 429 || status === 403) && isGone) return 'quota';
  if ((status === 403 || status === 404) && /model_not_found/.test(codes)) return 'model-missing';
  if (status === 401 || status === 403) return 'auth';
  if (status === 400 && KEY_NOT_VALID.test(text)) return 'auth';
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

const MAX_VENDOR_WORDS = 500;

/** Only a caller's own mistake is quoted from the vendor: other texts may hold keys, URLs or account names. */
function sentenceFor(kind: FailureKind, provider: string, status: number, { message }: ErrorBody): string {
  const quoted = message ? `: ${withoutSecrets(message).slice(0, MAX_VENDOR_WORDS)}` : '';
  switch (kind) {
    case 'invalid-request':
    case 'conflict':
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

/** Vendors quote keys, link to their consoles and let stacks slip out: none of it is the caller's business. */
function withoutSecrets(text: string): string {
  // A stack begins with the second line.
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
