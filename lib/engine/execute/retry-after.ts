import type { JsonObject } from '../chat';

const MAX_WAIT_MS = 5 * 60_000;

type Headers = Record<string, string | string[] | undefined>;

/**
 * Reads how long a vendor asks to wait, in ms (above 0, at most 5 minutes), from `retry-after-ms`, `retry-after` in
 * seconds or as a date, Google's `RetryInfo.retryDelay`, or the reset time of an exhausted rate limit (`x-ratelimit-*`
 * of OpenAI and Groq, `anthropic-ratelimit-*`). Null when none is given or the time has passed.
 */
export function retryAfterMsOf(headers: Headers, details: unknown, now: number): number | null {
  const wait =
    fromMilliseconds(headers) ?? fromRetryAfter(headers, now) ?? fromRetryInfo(details) ?? fromRateLimits(headers, now);
  return wait === null || wait <= 0 ? null : Math.min(wait, MAX_WAIT_MS);
}

function fromMilliseconds(headers: Headers): number | null {
  const value = Number(one(headers['retry-after-ms']) || Number.NaN);
  return Number.isFinite(value) ? value : null;
}

function fromRetryAfter(headers: Headers, now: number): number | null {
  const text = one(headers['retry-after']);
  if (!text) return null;
  const seconds = Number(text);
  return Number.isFinite(seconds) ? seconds * 1000 : untilDate(text, now);
}

function fromRetryInfo(details: unknown): number | null {
  if (!Array.isArray(details)) return null;
  for (const detail of details as JsonObject[]) {
    const wait = durationMs(String(detail?.retryDelay ?? ''));
    if (wait !== null) return wait;
  }
  return null;
}

/** The longest reset time of the exhausted limits. */
function fromRateLimits(headers: Headers, now: number): number | null {
  const waits = ['requests', 'tokens', 'input-tokens', 'output-tokens'].flatMap((unit) => {
    const openai = one(headers[`x-ratelimit-remaining-${unit}`]) === '0';
    const anthropic = one(headers[`anthropic-ratelimit-${unit}-remaining`]) === '0';
    const wait =
      (openai ? durationMs(one(headers[`x-ratelimit-reset-${unit}`]) ?? '') : null) ??
      (anthropic ? untilDate(one(headers[`anthropic-ratelimit-${unit}-reset`]) ?? '', now) : null);
    return wait === null ? [] : [wait];
  });
  return waits.length > 0 ? Math.max(...waits) : null;
}

const UNIT_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Parses `1h2m3.5s` or `120ms`; null for anything else. */
function durationMs(text: string): number | null {
  if (!/^(\d+(\.\d+)?(ms|h|m|s))+$/.test(text)) return null;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  return parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (UNIT_MS[unit] ?? 0), 0);
}

function untilDate(text: string, now: number): number | null {
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : date - now;
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
