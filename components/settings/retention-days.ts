import { MAX_RETENTION_DAYS } from '@/lib/time-range';

/** Days as typed: null when empty (keep forever), undefined when it is not a valid number of days. */
export function parseDays(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const days = Number(trimmed);
  return /^\d+$/.test(trimmed) && days >= 1 && days <= MAX_RETENTION_DAYS ? days : undefined;
}
