/** A vendor's retry hint: seconds, an HTTP date, `ms:250`, or null for none. */
export type RetryAfter = number | string | null;

const MAX_SECONDS = 86_400;
const MILLISECONDS = /^ms:(\d{1,8})$/;

export function isRetryAfter(value: unknown): value is RetryAfter {
  if (value === null) return true;
  if (typeof value === 'number') return value >= 0 && value <= MAX_SECONDS;
  return typeof value === 'string' && (MILLISECONDS.test(value) || isHttpDate(value));
}

/** `Wed, 21 Oct 2026 07:28:00 GMT`. */
function isHttpDate(text: string): boolean {
  return /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} .* GMT$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** The hint as headers, as OpenAI-compatible vendors and Anthropic send it. */
export function retryHeaders(retryAfter: RetryAfter): Record<string, string> {
  if (retryAfter === null) return {};
  const milliseconds = MILLISECONDS.exec(String(retryAfter))?.[1];
  return milliseconds ? { 'retry-after-ms': milliseconds } : { 'retry-after': String(retryAfter) };
}

/** The hint as Google's `RetryInfo`, such as `20s`; null for none. */
export function retryDelay(retryAfter: RetryAfter, now: number): string | null {
  if (retryAfter === null) return null;
  if (typeof retryAfter === 'number') return `${retryAfter}s`;
  const milliseconds = MILLISECONDS.exec(retryAfter)?.[1];
  const waitMs = milliseconds ? Number(milliseconds) : Math.max(0, Date.parse(retryAfter) - now);
  return `${waitMs / 1000}s`;
}
