import type { JsonObject } from './chat';

const MAX_WAIT_MS = 5 * 60_000;

type Headers = Record<string, string | string[] | undefined>;

/**
 * How long a vendor asks us to wait, in ms (0..5 min), in any of the forms in use:
 * `retry-after-ms`, `retry-after` in seconds or as a date, Google's `RetryInfo.retryDelay`. Null when it does not say.
 */
export function retryAfterMsOf(headers: Headers, details: unknown, now: number): number | null {
  const wait = fromMilliseconds(headers) ?? fromRetryAfter(headers, now) ?? fromRetryInfo(details);
  return wait === null ? null : Math.min(Math.max(wait, 0), MAX_WAIT_MS);
}

function fromMilliseconds(headers: Headers): number | null {
  const value = Number(one(headers['retry-after-ms']) || Number.NaN);
  return Number.isFinite(value) ? value : null;
}

function fromRetryAfter(headers: Headers, now: number): number | null {
  const text = one(headers['retry-after']);
  if (!text) return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return seconds * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : date - now;
}

function fromRetryInfo(details: unknown): number | null {
  if (!Array.isArray(details)) return null;
  for (const detail of details as JsonObject[]) {
    const match = /^(\d+(?:\.\d+)?)s$/.exec(String(detail?.retryDelay ?? ''));
    if (match) return Number(match[1]) * 1000;
  }
  return null;
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
